"""Find out what a message from IM asks for, and have it done."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.im import grants, understanding
from crm.im.events import MessageArrived


@on_event(MessageArrived, uses=[grants.UNDERSTAND], timeout_seconds=20)
def handler(event: Received[MessageArrived], command: Command) -> None:
    """Ask for a card, note a step of one, answer with a form that is filled in, or say why nothing is done."""
    understanding.understand(event.aggregate_id, command)
