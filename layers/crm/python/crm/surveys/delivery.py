"""What became of invitations: whether the customer's side took them."""

from crm.core.command import Command
from crm.core.events import Event
from crm.core.transaction import Transaction
from crm.surveys.events import SurveyDelivered, SurveyNotDelivered
from crm.surveys.models import Survey
from crm.surveys.repository import surveys

INVITATION = "survey_invitation"


def delivered(survey_id: str, command: Command) -> None:
    """Note that an invitation came; a second run changes nothing."""
    survey = surveys.find(survey_id)
    if survey is not None and survey.delivered_at is None:
        event = SurveyDelivered(delivered_at=command.now, assignee_id=survey.assignee_id)
        _save(survey, survey.model_copy(update={"delivered_at": command.now}), event, command)


def failed(survey_id: str, reason: str, command: Command) -> None:
    """Note why an invitation did not come; a second run changes nothing."""
    survey = surveys.find(survey_id)
    if survey is not None and survey.delivered_at is None and survey.failure is None:
        _save(survey, survey.model_copy(update={"failure": reason}), SurveyNotDelivered(reason=reason), command)


def _save(before: Survey, after: Survey, event: Event, command: Command) -> None:
    transaction = Transaction(command.unkeyed())
    surveys.save(transaction, command, before, after, [event])
    transaction.commit()
