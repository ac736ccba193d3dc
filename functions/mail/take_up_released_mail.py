"""Hand on a mail that a person released."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.mail import grants, receiving
from crm.mail.events import MailReleased


@on_event(MailReleased, uses=[grants.TAKE_APART], memory_mb=1024, timeout_seconds=60)
def handler(event: Received[MailReleased], command: Command) -> None:
    """Read a released mail again from where it lies, and hand it on to the cases."""
    receiving.take_up(event.aggregate_id, command)
