"""The steps of the workflow `SendSurvey`: look again, invite or remind, or let it be with a reason (R-063, R-161).

Each step finds the survey as it is now: one that was done already is done, so that the workflow may run twice.
"""

from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urljoin

from pydantic import BaseModel

from crm.core import environment, settings, tokens
from crm.core.command import Command
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.customers import repository as customers
from crm.customers.models import Contact
from crm.surveys.events import SurveyExpired, SurveyInvited, SurveyReminded, SurveySkipped
from crm.surveys.models import Survey
from crm.surveys.repository import lists, marks, surveys
from crm.surveys.settings.policy import SurveyPolicy
from crm.surveys.settings.questionnaire import Questionnaire
from crm.surveys.vocabulary import Round, SkipReason, Verdict

PURPOSE = "survey"
"""The purpose of the tokens in survey links."""

PREFIX = "survey_"


class SurveyTask(BaseModel):
    """What the workflow is about: a survey, and what is due about it."""

    survey_id: str
    due: Round


class EndTask(BaseModel):
    """A survey that is to end, and why."""

    survey_id: str
    verdict: Verdict
    reason: SkipReason | None = None


class Judged(BaseModel):
    """What is to be done about a survey; `reason` says why nobody is to be asked."""

    verdict: Verdict
    reason: SkipReason | None = None


class Done(BaseModel):
    """How the survey stands afterwards."""

    status: str


class CaseNow(NamedTuple):
    """What counts of a case when its customer is about to be asked."""

    is_solved: bool
    tags: tuple[str, ...]
    channel: str


def judge(task: SurveyTask, case: CaseNow, survey: Survey, command: Command) -> Judged:
    """Say what is to be done about a survey as everything stands now."""
    due = survey.due(command.now)
    if due is None or due != task.due:
        return Judged(verdict="nothing")
    if due != "invite":
        return Judged(verdict=due)
    reason = _against(survey, case, command)
    return Judged(verdict="invite") if reason is None else Judged(verdict="skip", reason=reason)


def _against(survey: Survey, case: CaseNow, command: Command) -> SkipReason | None:
    """Return the first thing that speaks against asking."""
    policy = settings.at_reference(SurveyPolicy, survey.policy).value
    return (
        _by_case(policy, survey, case)
        or _by_contact(customers.contacts.find(survey.contact_id))
        or _lately(survey, policy, command)
    )


def _by_case(policy: SurveyPolicy, survey: Survey, case: CaseNow) -> SkipReason | None:
    if not policy.enabled:
        return "switched_off"
    if not case.is_solved:
        return "not_solved_any_more"
    if survey.by_machine and not policy.ask_after_machine:
        return "resolved_by_machine"
    if not set(policy.exclude_tags).isdisjoint(case.tags):
        return "excluded_tag"
    return "excluded_channel" if case.channel in policy.exclude_channels else None


def _by_contact(contact: Contact | None) -> SkipReason | None:
    if contact is None:
        return "contact_unknown"
    if not contact.active:
        return "contact_inactive"
    if contact.email is None:
        return "no_address"
    return None if contact.allows("email", "service") else "consent_withdrawn"


def _lately(survey: Survey, policy: SurveyPolicy, command: Command) -> SkipReason | None:
    if policy.quiet_window_seconds and marks.is_quiet(survey.contact_id, command.now):
        return "quiet_window"
    said, _ = lists.answers_of_case(survey.case_id, 1, None)
    followed_up = any(each.channel != "email" and each.at >= survey.resolved_at for each in said)
    return "followed_up" if followed_up else None


class _LeftAloneError(Exception):
    """Another invitation to the same contact was quicker."""


def send(task: SurveyTask, command: Command) -> Done:
    """Invite the customer, or remind them; where another case of theirs was quicker, leave them alone."""
    before = surveys.get(task.survey_id)
    if before.due(command.now) != task.due:
        return Done(status=before.status)
    if task.due == "remind":
        return Done(status=_remind(before, command).status)
    try:
        return Done(status=_invite(before, command).status)
    except _LeftAloneError:
        return Done(status=_skip(before, "quiet_window", command).status)


def _invite(before: Survey, command: Command) -> Survey:
    policy = settings.at_reference(SurveyPolicy, before.policy).value
    questionnaire = settings.current(Questionnaire, policy.questionnaire)
    now = command.now
    remind = policy.remind_after_seconds
    after = before.model_copy(
        update={
            "status": "sent",
            "look_again_at": None,
            "questionnaire": questionnaire.reference,
            "channel": policy.channels[0],
            "sent_at": now,
            "remind_at": None if remind is None else now + timedelta(seconds=remind),
            "expires_at": now + timedelta(seconds=policy.expires_after_seconds),
        }
    )
    event = SurveyInvited.model_validate(after.model_dump(include=set(SurveyInvited.model_fields)))
    transaction = Transaction(command)
    surveys.save(transaction, command, before, after, [event], [_message(after, "survey_invitation")])
    if policy.quiet_window_seconds:
        until = now + timedelta(seconds=policy.quiet_window_seconds)
        marks.leave_alone(transaction, after.contact_id, after.id, now, until, _LeftAloneError())
    transaction.commit()
    return after


def _remind(before: Survey, command: Command) -> Survey:
    """Remind who has not answered.

    Of who has answered anonymously it is noted just the same, so that nothing tells them apart; only the message is
    spared them.
    """
    after = before.model_copy(update={"reminded_at": command.now, "remind_at": None, "look_again_at": None})
    messages = [] if marks.used_by(before.id) is not None else [_message(after, "survey_reminder")]
    return _save(before, after, SurveyReminded(), command, messages)


def _message(survey: Survey, template: str) -> MessageRequested:
    assert survey.expires_at is not None  # noqa: S101 - an invitation says until when it holds
    facts = {
        "link": urljoin(environment.get("PORTAL_URL"), f"/surveys/{token_of(survey)}"),
        "number": survey.case_number,
        "title": survey.case_title,
        "expires_at": survey.expires_at.isoformat(),
    }
    return MessageRequested(
        to=survey.contact_id,
        audience="contact",
        template=template,
        subject_id=survey.id,
        facts=dict(facts),
        channels=("email",),
        receipt="email" if template == "survey_invitation" else None,
    )


def token_of(survey: Survey) -> str:
    """Return the token of a survey's link: the same whenever it is asked for."""
    assert survey.expires_at is not None  # noqa: S101 - a link is made for who was invited
    return tokens.sign(PURPOSE, {"s": survey.id.removeprefix(PREFIX)}, survey.expires_at)


def end(task: EndTask, command: Command) -> Done:
    """Let a survey be: nobody is to be asked, for a reason, or the time to answer is over."""
    before = surveys.get(task.survey_id)
    if task.verdict == "skip" and before.status == "waiting" and task.reason is not None:
        return Done(status=_skip(before, task.reason, command).status)
    if task.verdict == "expire" and before.due(command.now) == "expire":
        after = before.model_copy(update={"status": "expired", "look_again_at": None})
        return Done(status=_save(before, after, SurveyExpired(), command).status)
    return Done(status=before.status)


def _skip(before: Survey, reason: SkipReason, command: Command) -> Survey:
    after = before.model_copy(update={"status": "skipped", "reason": reason, "look_again_at": None})
    event = SurveySkipped(case_id=before.case_id, reason=reason, rule=before.policy, assignee_id=before.assignee_id)
    return _save(before, after, event, command)


def _save(
    before: Survey, after: Survey, event: Event, command: Command, messages: list[MessageRequested] | None = None
) -> Survey:
    transaction = Transaction(command)
    surveys.save(transaction, command, before, after, [event], messages or [])
    transaction.commit()
    return after
