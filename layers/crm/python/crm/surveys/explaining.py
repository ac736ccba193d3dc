"""Why a customer was asked, or not: the trigger, the contact, the template and the frequency (R-161)."""

from typing import NamedTuple

from crm.core import i18n, settings
from crm.core.command import Command
from crm.core.errors import NotFoundError
from crm.core.settings import Versioned
from crm.customers import repository as customers
from crm.surveys.models import Survey
from crm.surveys.repository import lists, marks
from crm.surveys.settings.policy import SurveyPolicy
from crm.surveys.settings.questionnaire import Questionnaire
from crm.surveys.views import CheckView, ExplanationView, SurveyView
from crm.surveys.vocabulary import SkipReason

SHOWN = 20


class Standing(NamedTuple):
    """The case that is asked about, as it stands."""

    case_id: str
    status: str
    contact_id: str


def explain(case: Standing, command: Command) -> ExplanationView:
    """Say what holds now of what must hold for the customer to be asked, and what became of each resolution."""
    policy = settings.current(SurveyPolicy)
    found = lists.surveys_of(case.case_id, SHOWN)
    return ExplanationView(
        case_id=case.case_id,
        policy=policy.reference,
        trigger=policy.value.trigger,
        delay_seconds=policy.value.delay_seconds,
        checks=[
            _trigger(policy, found, command),
            _contact(case, command),
            _template(policy, command),
            _frequency(case, found, command),
        ],
        surveys=[SurveyView.of(each, _why(each, command)) for each in found],
    )


def _trigger(policy: Versioned[SurveyPolicy], found: list[Survey], command: Command) -> CheckView:
    if not policy.value.enabled:
        return _check("trigger", "switched_off", command)
    if not found:
        return _check("trigger", f"never_{policy.value.trigger}", command)
    newest = found[0]
    if newest.status in {"skipped", "cancelled"} and newest.reason in _OF_TRIGGER:
        return _check("trigger", newest.reason, command)
    return _check("trigger", None, command)


_OF_TRIGGER: frozenset[SkipReason] = frozenset(
    {"resolved_by_machine", "excluded_tag", "excluded_channel", "not_solved_any_more", "reopened", "followed_up"}
)


def _contact(case: Standing, command: Command) -> CheckView:
    contact = customers.contacts.find(case.contact_id)
    if contact is None:
        return _check("contact", "contact_unknown", command)
    if not contact.active:
        return _check("contact", "contact_inactive", command)
    if contact.email is None:
        return _check("contact", "no_address", command)
    return _check("contact", None if contact.allows("email", "service") else "consent_withdrawn", command)


def _template(policy: Versioned[SurveyPolicy], command: Command) -> CheckView:
    try:
        settings.current(Questionnaire, policy.value.questionnaire)
    except NotFoundError:
        return _check("template", "no_questionnaire", command)
    return _check("template", None, command)


def _frequency(case: Standing, found: list[Survey], command: Command) -> CheckView:
    was_quiet = bool(found) and found[0].reason == "quiet_window"
    waits = bool(found) and found[0].status == "waiting" and marks.is_quiet(case.contact_id, command.now)
    return _check("frequency", "quiet_window" if was_quiet or waits else None, command)


def _check(check: str, against: str | None, command: Command) -> CheckView:
    key = f"checks.{check}" if against is None else f"reasons.{against}"
    why = i18n.text("surveys", key, command.caller.locale)
    return CheckView.model_validate({"check": check, "holds": against is None, "why": why})


def _why(survey: Survey, command: Command) -> str:
    key = f"statuses.{survey.status}" if survey.reason is None else f"reasons.{survey.reason}"
    return i18n.text("surveys", key, command.caller.locale)
