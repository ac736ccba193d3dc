"""What became of mail that was handed on, as the cases tell it."""

from typing import Literal

from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.mail import repository
from crm.mail.events import MailHandled, MailParked
from crm.mail.letter import Reason


def taken_in(
    letter_id: str,
    case_id: str,
    case_number: str,
    outcome: Literal["opened", "answered"],
    by: str,
    command: Command,
) -> None:
    """Note the case that a mail opened or answered, and that answers to the mail belong to it."""
    before = repository.letters.get(letter_id)
    if before.state != "handed_on":
        return
    after = before.model_copy(
        update={"state": outcome, "reason": None, "case_id": case_id, "case_number": case_number, "by": by}
    )
    transaction = Transaction(command)
    event = MailHandled(case_id=case_id, case_number=case_number, outcome=outcome, by=by)
    repository.letters.save(transaction, command, before, after, [event])
    if before.message_id is not None:
        repository.remember(transaction, before.message_id, case_id, command.now)
    transaction.commit()


def not_taken(letter_id: str, reason: Reason, command: Command) -> None:
    """Park a mail that the cases did not take, and say why."""
    before = repository.letters.get(letter_id)
    if before.state != "handed_on":
        return
    after = before.model_copy(update={"state": "parked", "reason": reason})
    event = MailParked(
        message_id=before.message_id,
        sender=before.sender.address if before.sender else None,
        reason=reason,
        kind=before.decision.kind if before.decision else None,
        rule=before.decision.rule if before.decision else None,
    )
    transaction = Transaction(command)
    repository.letters.save(transaction, command, before, after, [event])
    transaction.commit()


def sent(provider_id: str, case_id: str, contact_id: str, message_ref: str, command: Command) -> None:
    """Remember a mail of ours by the id that SES gave it, the message that it was, and to whom it went."""
    repository.remember_ours(provider_id, case_id, contact_id, message_ref, command.now)
