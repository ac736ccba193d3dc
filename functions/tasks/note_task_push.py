"""Note when a task reached its assignee."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.messaging.events import MessageDelivered
from crm.tasks import grants, pushing


@on_event(MessageDelivered, uses=[grants.PUSHED])
def handler(event: Received[MessageDelivered], command: Command) -> None:
    """Note when the notice of a task was there for its assignee, and so how long the push took."""
    pushing.note(event, command)
