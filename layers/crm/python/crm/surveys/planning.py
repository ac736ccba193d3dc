"""Deciding to ask about a resolution, and not to where the case is opened again before anybody was asked."""

from datetime import datetime, timedelta
from typing import NamedTuple

from crm.core import settings
from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.surveys.events import SurveyCancelled, SurveyDue, SurveyPlanned
from crm.surveys.models import Survey, survey_id
from crm.surveys.repository import lists, surveys
from crm.surveys.settings.policy import SurveyPolicy
from crm.surveys.vocabulary import Trigger

TRY_AGAIN = timedelta(hours=1)
"""When to call for what is due again: the workflow that was to do it has not."""

_CANCELLED = 5
"""How many of a case's newest surveys are looked at: no more can wait at once."""


class Solved(NamedTuple):
    """A case as it was when it was solved."""

    case_id: str
    number: str
    title: str
    contact_id: str
    account_id: str | None
    assignee_id: str | None
    resolved_at: datetime
    by_machine: bool


def plan(solved: Solved, became: Trigger, at: datetime, command: Command) -> None:
    """Plan to ask about a resolution, where the policy asks about what the case became; once for each (R-056)."""
    policy = settings.current(SurveyPolicy)
    if policy.value.trigger != became:
        return
    id_ = survey_id(solved.case_id, solved.resolved_at)
    if surveys.find(id_) is not None:
        return
    survey = Survey(
        id=id_,
        case_id=solved.case_id,
        case_number=solved.number,
        case_title=solved.title,
        contact_id=solved.contact_id,
        account_id=solved.account_id,
        assignee_id=solved.assignee_id,
        by_machine=solved.by_machine,
        resolved_at=solved.resolved_at,
        send_at=at + timedelta(seconds=policy.value.delay_seconds),
        policy=policy.reference,
    )
    event = SurveyPlanned.model_validate(survey.model_dump(include=set(SurveyPlanned.model_fields)))
    # That it is planned shows in the survey: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    surveys.save(transaction, command, None, survey, [event])
    transaction.commit()


def cancel(case_id: str, command: Command) -> None:
    """Ask no more about a case that was opened again; who was asked already may still answer."""
    for survey in lists.surveys_of(case_id, _CANCELLED):
        if survey.status == "waiting":
            _cancel(survey.id, command)


def _cancel(id_: str, command: Command) -> None:
    before = surveys.get(id_)
    if before.status != "waiting":
        return
    after = before.model_copy(update={"status": "cancelled", "reason": "reopened", "look_again_at": None})
    transaction = Transaction(command.unkeyed())
    surveys.save(transaction, command, before, after, [SurveyCancelled(case_id=before.case_id)])
    transaction.commit()


def on_due(id_: str, command: Command) -> None:
    """Call for what is due about a survey; run early, late or twice, it calls for what is due now."""
    before = surveys.get(id_)
    due = before.due(command.now)
    if due is None or (before.look_again_at is not None and before.look_again_at > command.now):
        return
    after = before.model_copy(update={"look_again_at": command.now + TRY_AGAIN})
    transaction = Transaction(command.unkeyed())
    surveys.save(transaction, command, before, after, [SurveyDue(due=due)])
    transaction.commit()
