"""Note what became of a mail among the cases."""

from crm.cases.events import MailNotTaken, MailTakenIn
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.mail import following, grants


@on_event(MailTakenIn, MailNotTaken, uses=[grants.CHANGE])
def handler(event: Received[MailTakenIn | MailNotTaken], command: Command) -> None:
    """Note the case that a mail opened or answered, or park the mail and say why the cases did not take it."""
    told = event.data
    if isinstance(told, MailNotTaken):
        following.not_taken(told.mail_id, told.reason, command)
    else:
        following.taken_in(told.mail_id, event.aggregate_id, told.number, told.outcome, told.by, command)
