"""Letting parked mail go on."""

from typing import Annotated

from pydantic import Field

from crm.core.command import Command
from crm.core.errors import ConflictError
from crm.core.payload import Payload
from crm.core.transaction import Transaction
from crm.mail import repository
from crm.mail.events import MailReleased
from crm.mail.judging import may_be_released
from crm.mail.views import LetterView


class MailNotParkedError(ConflictError):
    """The mail is not parked: it was handed on, or somebody has released it."""

    code = "mail_not_parked"


class MailNotReleasableError(ConflictError):
    """The mail holds a virus, or could not be read: nobody can let it go on."""

    code = "mail_not_releasable"


class ReleaseMail(Payload):
    """The case that the mail is to answer; without one it opens or answers a case as any other mail does."""

    case_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{2,64}$")] | None = None


def release(letter_id: str, body: ReleaseMail, command: Command) -> LetterView:
    """Let a parked mail go on to the cases, on the word of the colleague who has read it."""
    before = repository.letters.get(letter_id)
    if before.state != "parked":
        raise MailNotParkedError(state=before.state)
    if not may_be_released(before.reason):
        raise MailNotReleasableError(reason=before.reason)
    after = before.model_copy(update={"state": "released", "released_by": command.caller.id, "into_case": body.case_id})
    event = MailReleased(released_by=command.caller.id, into_case=body.case_id)
    transaction = Transaction(command)
    view = LetterView.of(repository.letters.save(transaction, command, before, after, [event]), command.caller.locale)
    transaction.commit(view)
    return view
