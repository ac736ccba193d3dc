"""Receiving: a mail that SES laid down is read, judged, and handed on or parked, once however often it is delivered.

The mail stays as it came. What is read of it at once, its text and its files, lies beside it, so that whoever makes a
case of it need not take it apart again.
"""

import re
from dataclasses import dataclass, replace

from crm.core import environment, ids, settings
from crm.core.command import Command
from crm.core.events import Event
from crm.core.transaction import Transaction
from crm.mail import judging, limits, reading, receipts, repository, storage
from crm.mail.events import Asked, Hint, MailBounced, MailParked, MailReceived
from crm.mail.letter import TEXT_CHARACTERS, Letter, MailFile, Reason
from crm.mail.model import Address, Mail, Read, Words
from crm.mail.receipts import Receipt
from crm.mail.settings.receiving import Receiving
from crm.mail.settings.recognition import Recognition

FILES_APART = 20
"""How many files of a mail are laid apart: as many as a reply may carry. The others stay in the mail, and are named."""

HINTS = 20
"""How many message ids of a mail are followed: the newest ones lead to its case if any do."""

_LEFT_OUT_NAMED = 50
_ADDRESSES_KEPT = 20
_HTML = "text/html; charset=utf-8"
_NUMBER = re.compile(r"\bC-[0-9]{6,12}\b")


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A mail that has been read, and by which rules."""

    found: Read
    receipt: Receipt
    policy: settings.Versioned[Receiving]

    @property
    def mail(self) -> Mail:
        """What it says."""
        return self.found.mail


def receive(key: str, size_bytes: int, command: Command) -> None:
    """Take in the mail under a key of the inbox; a second delivery of it, under whatever key, changes nothing."""
    if size_bytes > limits.MAIL_BYTES:
        _park_unread(key, size_bytes, command)
        return
    arrived = _read(storage.fetch(key), command)
    letter_id = ids.derived_id("mail", arrived.mail.key)
    if repository.letters.taken(letter_id):
        return
    reason = judging.against(arrived.mail, arrived.receipt.verdicts, arrived.policy.value)
    letter = _letter(letter_id, key, size_bytes, arrived, command)
    if reason is None:
        hand_on(None, letter, arrived.found, arrived.policy.value, command)
    else:
        _park(letter, reason, arrived.mail, command)


def take_up(letter_id: str, command: Command) -> None:
    """Hand on a mail that a person released: it is read again from where it lies; a second run changes nothing."""
    letter = repository.letters.get(letter_id)
    if letter.state != "released":
        return
    try:
        arrived = _read(storage.fetch(letter.raw_key), replace(command, now=letter.received_at))
    except storage.OriginalGoneError:
        gone = letter.model_copy(update={"state": "parked", "reason": "original_gone"})
        _save(letter, gone, command, _parked(gone))
        return
    hand_on(letter, letter, arrived.found, arrived.policy.value, command)


def hand_on(before: Letter | None, letter: Letter, found: Read, policy: Receiving, command: Command) -> None:
    """Lay the files of a mail apart and hand it on to the cases."""
    html_key = _lay_html(letter.id, found.mail)
    files = tuple(_lay_file(letter.id, found, position) for position in range(min(FILES_APART, len(found.contents))))
    left_out = tuple(each.name for each in found.mail.attachments[FILES_APART:][:_LEFT_OUT_NAMED])
    after = letter.model_copy(update={"state": "handed_on", "html_key": html_key, "files": files, "left_out": left_out})
    _save(before, after, command, _received(after, found.mail, policy))


def _read(raw: bytes, command: Command) -> _Arrived:
    rules = judging.with_own(settings.current(Recognition).value, environment.get("SENDER"))
    receipt = receipts.read(raw)
    found = reading.read(raw, command.now, rules, receipt.recipients, receipt.envelope_from)
    return _Arrived(found, receipt, settings.current(Receiving))


def _letter(letter_id: str, key: str, size_bytes: int, arrived: _Arrived, command: Command) -> Letter:
    mail, words = arrived.mail, arrived.mail.words
    rule = judging.rule_for(mail, arrived.policy.value.parse_rules)
    kept = Words(
        new=words.new[:TEXT_CHARACTERS],
        quoted=words.quoted[:TEXT_CHARACTERS],
        signature=words.signature[:TEXT_CHARACTERS],
    )
    return Letter(
        id=letter_id,
        state="parked",
        raw_key=key,
        size_bytes=size_bytes,
        received_at=command.now,
        message_id=mail.message_id,
        sender=mail.sender,
        delivered_to=_written_to(mail),
        subject=mail.subject or "",
        title=mail.title,
        written_at=mail.written_at,
        words=kept,
        decision=mail.decision,
        verdicts=arrived.receipt.verdicts,
        defects=mail.defects,
        parse_rule=rule.id if rule else None,
        settings=arrived.policy.reference,
    )


def _written_to(mail: Mail) -> tuple[str, ...]:
    named = (*mail.delivered_to, *(each.address for each in (*mail.to, *mail.cc)))
    return tuple(dict.fromkeys(named))[:_ADDRESSES_KEPT]


def _lay_html(letter_id: str, mail: Mail) -> str | None:
    if mail.html is None:
        return None
    key = f"{storage.FILES}{letter_id}/mail.html"
    storage.lay_down(key, mail.html.encode("utf-8", "replace"), _HTML)
    return key


def _lay_file(letter_id: str, found: Read, position: int) -> MailFile:
    attachment = found.mail.attachments[position]
    # Its own name stays out of the key: whatever somebody calls a file, the key holds nothing of it.
    key = f"{storage.FILES}{letter_id}/{position:03d}"
    storage.lay_down(key, found.contents[position], "application/octet-stream")
    return MailFile(key=key, **attachment.model_dump(include=set(MailFile.model_fields) - {"key"}))


def _received(letter: Letter, mail: Mail, policy: Receiving) -> MailReceived:
    sender = letter.sender or Address(address="")
    return MailReceived(
        message_id=letter.message_id,
        sender=judging.sender_of(mail) or sender.address,
        sender_name=sender.name,
        subject=letter.subject,
        title=letter.title,
        text=_text(mail),
        kind=mail.decision.kind,
        received_at=letter.received_at,
        hints=_hints(mail),
        asked=_asked(mail, policy),
        files=letter.files,
        left_out=letter.left_out,
        html_key=letter.html_key,
        strangers=policy.strangers,
        foreigners=policy.foreigners,
        released_by=letter.released_by,
        into_case=letter.into_case,
    )


def _text(mail: Mail) -> str:
    """Return what was written now; all of it, where everything looks like a quotation."""
    return (mail.words.new.strip() or mail.text.strip())[:TEXT_CHARACTERS]


def _asked(mail: Mail, policy: Receiving) -> Asked:
    rule = judging.rule_for(mail, policy.parse_rules)
    members = policy.purpose.model_dump(exclude_none=True)
    if rule is not None:
        members |= rule.purpose.model_dump(exclude_none=True, exclude_defaults=True)
        members |= judging.members_in(mail.words.new, rule)
    return Asked.model_validate(members)


def _hints(mail: Mail) -> tuple[Hint, ...]:
    """Return what may name the case, the most certain first; message ids that we know stand as the case they are of."""
    leads = mail.leads[:HINTS]
    known = repository.threads_of(each.value for each in leads if each.by in {"in_reply_to", "references"})
    hints = []
    for lead in leads:
        if lead.by in {"reply_token", "our_reference"}:
            hints.append(Hint(by=lead.by, value=lead.value))
        elif lead.value in known:
            hints.append(Hint(by=lead.by, value=known[lead.value].case_id))
    hints += [Hint(by="number", value=each) for each in _NUMBER.findall(mail.subject or "")[:1]]
    return tuple(dict.fromkeys(hints))


def _park(letter: Letter, reason: Reason, mail: Mail, command: Command) -> None:
    parked = letter.model_copy(update={"reason": reason})
    _save(None, parked, command, _parked(parked), *_bounces(mail))


def _park_unread(key: str, size_bytes: int, command: Command) -> None:
    letter_id = ids.derived_id("mail", key)
    if repository.letters.taken(letter_id):
        return
    letter = Letter(
        id=letter_id,
        state="parked",
        reason="too_large",
        raw_key=key,
        size_bytes=size_bytes,
        received_at=command.now,
        settings=settings.current(Receiving).reference,
    )
    _save(None, letter, command, _parked(letter))


def _parked(letter: Letter) -> MailParked:
    return MailParked(
        message_id=letter.message_id,
        sender=letter.sender.address if letter.sender else None,
        reason=letter.reason or "own",
        kind=letter.decision.kind if letter.decision else None,
        rule=letter.decision.rule if letter.decision else None,
    )


def _bounces(mail: Mail) -> list[MailBounced]:
    """Return what a report of delivery says of mail that we sent.

    Anybody can write such a report: it counts only where it quotes the id of a mail of ours, to that very contact.
    """
    original = mail.report.original_message_id if mail.report else None
    ours = repository.threads_of([original]).get(original) if original else None
    if mail.report is None or ours is None or not ours.contact_id:
        return []
    return [
        MailBounced(
            address=each.address.lower(),
            contact_id=ours.contact_id,
            case_id=ours.case_id,
            permanent=each.outcome == "failed",
            status=each.status,
        )
        for each in mail.report.recipients[:1]
        if each.outcome != "delivered"
    ]


def _save(before: Letter | None, after: Letter, command: Command, *events: Event) -> None:
    transaction = Transaction(command)
    repository.letters.save(transaction, command, before, after, events)
    transaction.commit()
