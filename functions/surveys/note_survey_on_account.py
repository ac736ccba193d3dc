"""Note on the account what its people said."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.customers import grants as customers
from crm.surveys import chronicle
from crm.surveys.events import SurveyAnswered


@on_event(SurveyAnswered, uses=[customers.NOTE])
def handler(event: Received[SurveyAnswered], command: Command) -> None:
    """Note in an account's timeline how satisfied one of its people was."""
    chronicle.note(event, command)
