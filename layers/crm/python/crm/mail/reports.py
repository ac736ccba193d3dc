"""What mail servers report of our mail: standard reports (RFC 3464), and those written for people only."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crm.mail import headers
from crm.mail.addresses import addresses
from crm.mail.headers import Headers, message_ids
from crm.mail.model import DeliveryReport, FailedRecipient
from crm.mail.settings.recognition import Recognition
from crm.mail.structure import Part, Structure

DELIVERY_STATUS = ("message/delivery-status", "message/global-delivery-status")
DISPOSITION = ("message/disposition-notification", "message/global-disposition-notification")
_RETURNED = (
    "message/rfc822",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
    "message/rfc822-headers",
)
_WORST_FIRST = ("failed", "delayed", "delivered")
_OUTCOMES: Mapping[str, str] = {"failed": "failed", "failure": "failed", "fail": "failed", "delayed": "delayed"}
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_BLANK_LINES = re.compile(rb"(?:\r?\n[ \t]*){2,}")
_BLOCKS = 200
_DIAGNOSTIC_CHARACTERS = 300
_PROSE_CHARACTERS = 20_000
_RECIPIENTS = 50

_ORIGINAL_FOLLOWS = re.compile(
    r"^(?:\s*[-=_*+#]{2,}.{0,40}(?:original|copy|returned|unsent|body|header|message text|transcript of session"
    r"|原始|原邮件|原文).{0,60}|\s*(?:the )?(?:original message|message header|header of|your (?:original )?message"
    r" (?:follows|reads)).{0,60}(?:follows?:?|below:?|:)?|\s*-{3,}\s*below this line.{0,60}|Received:.{0,200}"
    r"|Return-Path:.{0,200}|Message-ID:.{0,200}|\s*This is a copy of.{0,80}|原(?:始)?邮件.{0,30})$",
    re.IGNORECASE | re.MULTILINE,
)
_FOUND = re.compile(r"<?([A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8})>?")
_NO_RECIPIENT = re.compile(
    r"(?:message[ -]?id|sender|from|postmaster|contact|reply-to|subject|发件人|by)\W{0,6}$", re.IGNORECASE
)
_NAMES_NOBODY = ("mailer-daemon@", "postmaster@", "mailerdaemon@", "support@", "abuse@", "help@")


def standard(structure: Structure) -> DeliveryReport | None:
    """Return what a standard report says, None where there is none in the mail."""
    found = [part for part in structure.parts if part.content_type in DELIVERY_STATUS]
    if not found:
        return None
    recipients = list(_of_blocks(found))
    if not recipients:
        return None
    return _report(recipients, _original_id(structure))


def _of_blocks(parts: Iterable[Part]) -> Iterator[FailedRecipient]:
    for part in parts:
        for block in _BLANK_LINES.split(part.body.strip())[:_BLOCKS]:
            fields, _ = headers.split(block, 0, len(block))
            if "action" in fields or "final-recipient" in fields or "original-recipient" in fields:
                yield from _of_block(fields)


def _of_block(fields: Headers) -> Iterator[FailedRecipient]:
    """Yield what a block says: of the address we wrote to, where it names that, else where it came to in the end."""
    written = (fields.text("original-recipient"), fields.text("final-recipient"), fields.text("x-actual-recipient"))
    found = next(filter(None, (_recipient(each) for each in written)), None)
    status = _STATUS.search(fields.text("status") or "")
    action = re.match(r"[a-z]*", (fields.text("action") or "").lower())
    outcome = _outcome(action[0] if action else "", status[0] if status else "")
    if found:
        diagnostic = (fields.text("diagnostic-code") or "")[:_DIAGNOSTIC_CHARACTERS]
        yield FailedRecipient.model_validate(
            {"address": found, "outcome": outcome, "status": status[0] if status else "", "diagnostic": diagnostic}
        )


def _outcome(action: str, status: str) -> str:
    if action in _OUTCOMES:
        return _OUTCOMES[action]
    if action:
        return "delivered"
    return {"5": "failed", "4": "delayed"}.get(status[:1], "delivered")


def _recipient(written: str | None) -> str | None:
    """Return the address after its type; the addresses of other systems than mail's are left out."""
    if not written:
        return None
    kind, semicolon, rest = written.partition(";")
    if semicolon and kind.strip().lower() not in {"rfc822", "utf-8", "utf8", "rfc-822"}:
        return None
    plain = re.sub(r"\+([0-9A-F]{2})(?=[^+]*@)", lambda code: chr(int(code[1], 16)), rest) if "@" not in rest else rest
    found = addresses([plain if semicolon else written])
    return found[0].address if found else None


def in_words(structure: Structure, text: str, ours: Iterable[str], rules: Recognition) -> DeliveryReport:
    """Return what a report says that only people were meant to read: as much of it as can be made out."""
    prose = _prose(text)
    own = {each.casefold() for each in ours}
    told = [each.address for each in addresses(structure.headers.all("x-failed-recipients"))]
    found = told or list(dict.fromkeys(_named(prose, own)))[:_RECIPIENTS]
    lower = prose.casefold()
    subject = (structure.headers.text("subject") or "").casefold()
    late = any(each in lower or each in subject for each in rules.delay_words)
    outcome = "delayed" if late and not told else "failed"
    status = _STATUS.search(prose)
    recipients = [
        FailedRecipient.model_validate({"address": each, "outcome": outcome, "status": status[0] if status else ""})
        for each in found
    ]
    return _report(recipients, _original_id(structure), outcome)


def _prose(text: str) -> str:
    """Return what the server says itself: what stands before the mail it returns."""
    read = text[:_PROSE_CHARACTERS]
    follows = _ORIGINAL_FOLLOWS.search(read, 1)
    return read[: follows.start()] if follows else read


def _named(prose: str, own: set[str]) -> Iterator[str]:
    for match in _FOUND.finditer(prose):
        address = match[1].rstrip(".'")
        introduced = prose[max(0, match.start() - 24) : match.start()]
        skipped = address.casefold() in own or address.casefold().startswith(_NAMES_NOBODY)
        if not skipped and not _NO_RECIPIENT.search(introduced):
            yield address


def _report(recipients: Sequence[FailedRecipient], original: str | None, outcome: str = "failed") -> DeliveryReport:
    worst = next((each for each in _WORST_FIRST if any(one.outcome == each for one in recipients)), outcome)
    return DeliveryReport.model_validate(
        {"recipients": tuple(recipients), "original_message_id": original, "outcome": worst}
    )


def _original_id(structure: Structure) -> str | None:
    """Return the id of the mail that is reported on, from the copy or the headers that come along."""
    for part in structure.parts:
        if part.content_type in _RETURNED:
            block, _ = headers.split(part.body, 0, len(part.body))
        elif part.content_type in DISPOSITION:
            block, _ = headers.split(part.body.lstrip(), 0, len(part.body.lstrip()))
        else:
            continue
        found = message_ids(block.all("original-message-id")) or message_ids(block.all("message-id"))
        if found:
            return found[0]
    return None
