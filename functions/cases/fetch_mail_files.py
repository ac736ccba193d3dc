"""Fetch the files of a mail for its case."""

from crm.cases import grants, mail_files
from crm.cases.events import MailTakenIn
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event


@on_event(MailTakenIn, uses=[grants.FETCH_FILES], timeout_seconds=30)
def handler(event: Received[MailTakenIn], command: Command) -> None:  # noqa: ARG001 - a copy is nobody's command
    """Copy the files that a case takes of a mail to its own; each belongs to the case once it has arrived there."""
    mail_files.fetch(event.aggregate_id, event.data)
