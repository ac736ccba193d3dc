"""Trace a mail by its message id."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.access import ADMIN, AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SETTINGS
from crm.mail import grants, tracing
from crm.mail.tracing import MailTrace


@endpoint(
    "GET /channels/mail/trace",
    access=staff(AGENT, SUPERVISOR, ADMIN),
    uses=[grants.TRACE, grants.MAILBOX, READ_SETTINGS],
)
def handler(
    command: Command,
    message_id: Annotated[str, Query(min_length=3, max_length=998, description="With or without angle brackets.")],
    sender: Annotated[str | None, Query(max_length=320, description="Whose mail is missed.")] = None,
) -> MailTrace:
    """Say what became of a mail: address, white list, parse rule, mailbox, and the case it opened or why it did not.

    Of a mail that never came it says whether the mailbox takes anything in, and how mail of `sender` would be taken.
    """
    return tracing.trace(message_id, sender, command.caller.locale)
