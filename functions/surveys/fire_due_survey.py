"""Call for what is due about a survey."""

from crm.core.command import Command
from crm.core.triggers import on_timer
from crm.surveys import grants, planning


@on_timer(uses=[grants.ON_DUE])
def handler(aggregate_id: str, command: Command) -> None:
    """Have the customer invited or reminded, or the survey ended: what is due starts the workflow `SendSurvey`."""
    planning.on_due(aggregate_id, command)
