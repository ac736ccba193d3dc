"""A mail read: whatever comes is read as far as it can be, and what was wrong with it is said."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from crm.mail import bodies, files, kinds, limits, quotations, reports, subjects, threading
from crm.mail.addresses import addresses
from crm.mail.bodies import Body
from crm.mail.errors import MailTooLargeError
from crm.mail.files import Files
from crm.mail.headers import Headers, date_of, message_ids
from crm.mail.model import Address, Decision, Defect, DeliveryReport, Mail, Read
from crm.mail.settings.recognition import Recognition
from crm.mail.structure import Part, Structure, take_apart

_WORDS = frozenset({"text/plain", "text/html"})
_DELIVERED_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to")
_REPORTED = frozenset({"bounce", "delivery_notice"})


def read(
    raw: bytes,
    received_at: datetime,
    rules: Recognition,
    recipients: Sequence[str] = (),
    envelope_from: str | None = None,
) -> Read:
    """Return what a mail says and the bytes of its files.

    `recipients` and `envelope_from` are the envelope's, where it is known: the mail itself may name others, or
    nobody. Raises `MailTooLargeError`, and nothing else.
    """
    if len(raw) > limits.MAIL_BYTES:
        raise MailTooLargeError(limit_bytes=limits.MAIL_BYTES)
    structure = take_apart(raw)
    words = [part for part in structure.parts if _is_words(part, structure)]
    body = bodies.read(words)
    taken = {id(part) for part in words} - {id(part) for part in body.unreadable}
    rest = [part for part in structure.parts if id(part) not in taken and part.content_type not in bodies.LEFT_OUT]
    found = files.collect(rest, body.html or "")
    mail = _mail(raw, received_at, rules, recipients, envelope_from, structure, body, found)
    return Read(mail=mail, contents=found.contents)


def _is_words(part: Part, structure: Structure) -> bool:
    """Say whether a part is there to be read at once; a mail of one part may well have given it a name."""
    if part.content_type not in _WORDS:
        return False
    alone = len(structure.parts) == 1 and not structure.content_type.startswith("multipart/")
    return files.disposition_of(part) != "attachment" if alone else not files.is_file(part)


def _mail(
    raw: bytes,
    received_at: datetime,
    rules: Recognition,
    recipients: Sequence[str],
    envelope_from: str | None,
    structure: Structure,
    body: Body,
    found: Files,
) -> Mail:
    top = structure.headers
    sender = next(iter(addresses(top.all("from"))), None)
    ids = message_ids(top.all("message-id"))
    in_reply_to = message_ids(top.all("in-reply-to"))
    references = message_ids(top.all("references"))[-limits.REFERENCES :]
    subject = top.text("subject")
    line = (subject or "")[: limits.SUBJECT_CHARACTERS]
    written_at, bad_date = date_of(top.raw("date"))
    to, cc = addresses(top.all("to")), addresses(top.all("cc"))
    reply_to = addresses(top.all("reply-to"))
    delivered_to = _delivered_to(top, recipients)
    text = body.text or found.text
    message_id = ids[0] if ids else None
    evidence = kinds.Evidence(structure, sender, reply_to, line, message_id, text, envelope_from, rules)
    decision = kinds.decide(evidence)
    defects: list[Defect] = [*structure.defects, *body.defects, *found.defects]
    defects += _missing(sender, message_id, bad_date)
    return Mail(
        key=_key(message_id, sender, line, raw[structure.body_start :]),
        message_id=message_id,
        in_reply_to=in_reply_to,
        references=references,
        sender=sender,
        reply_to=reply_to,
        to=to,
        cc=cc,
        delivered_to=delivered_to,
        subject=None if subject is None else line,
        title=subjects.title_of(line),
        is_forward=subjects.is_forward(line),
        written_at=written_at,
        sent_at=min(written_at or received_at, received_at),
        text=text,
        words=quotations.split(text, is_forwarded=subjects.is_forward(line)),
        html=body.html,
        attachments=found.attachments,
        decision=decision,
        report=_report(decision, evidence, to),
        leads=threading.leads(_addressed(delivered_to, to, cc), in_reply_to, references, rules),
        defects=tuple(dict.fromkeys(defects)),
    )


def _missing(sender: Address | None, message_id: str | None, bad_date: Defect | None) -> list[Defect]:
    found: list[Defect] = [] if sender else ["no_sender"]
    if message_id is None:
        found.append("id_missing")
    return [*found, bad_date] if bad_date else found


def _delivered_to(top: Headers, recipients: Sequence[str]) -> tuple[str, ...]:
    named = [each.address for header in _DELIVERED_TO for each in addresses(top.all(header))]
    return tuple(dict.fromkeys([*recipients, *named]))


def _addressed(delivered_to: Sequence[str], to: Sequence[Address], cc: Sequence[Address]) -> list[str]:
    return [*delivered_to, *(each.address for each in (*to, *cc))]


def _report(decision: Decision, evidence: kinds.Evidence, to: Sequence[Address]) -> DeliveryReport | None:
    if decision.kind not in _REPORTED:
        return None
    standard = reports.standard(evidence.structure)
    if standard:
        return standard
    ours = [*evidence.rules.addresses, *(each.address for each in to)]
    if evidence.sender:
        ours.append(evidence.sender.address)
    return reports.in_words(evidence.structure, evidence.text, ours, evidence.rules)


def _key(message_id: str | None, sender: Address | None, subject: str, body: bytes) -> str:
    """Return what is the same for every delivery of a mail, whatever servers wrote above it on its way.

    The id alone is not enough: programs repeat theirs, and anybody may use one that was seen elsewhere.
    """
    digest = hashlib.sha256(body)
    for each in (message_id or "", sender.address.casefold() if sender else "", subject):
        digest.update(b"\0" + each.encode())
    return digest.hexdigest()
