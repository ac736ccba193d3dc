"""What kind of mail it is. The rules are asked in their order; the first that applies decides, and says by what."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from crm.mail import reports
from crm.mail.addresses import canonical
from crm.mail.headers import Headers
from crm.mail.model import Address, Decision, Kind
from crm.mail.settings.recognition import Recognition
from crm.mail.structure import Structure

_EVIDENCE_CHARACTERS = 200
_AUTO_HEADER = re.compile(
    r"x-(?:mail-)?auto-?(?:reply|replied|respond|responder|response|generated|matic-reply)[a-z-]*"
)
_AUTO_HEADERS = frozenset(
    {"x-vacation", "x-fc-machinegenerated", "x-holidayreply", "x-ebay-mailtracker", "x-kayako-autoresponse"}
)
_NOT = frozenset({"no", "none", "false", "0", ""})
_SUPPRESSED = frozenset({"all", "autoreply", "oof"})
_OUR_ID = re.compile(r"<(?:msg|case)_[0-9A-Za-z]{26}@([^<>@]+)>")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ENOUGH = 2
"""Signs of a report of delivery: one alone is found in mail from people who ask about one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at."""

    structure: Structure
    sender: Address | None
    reply_to: Sequence[Address]
    subject: str
    message_id: str | None
    text: str
    envelope_from: str | None
    rules: Recognition

    @property
    def headers(self) -> Headers:
        """The headers of the mail."""
        return self.structure.headers


def decide(evidence: Evidence) -> Decision:
    """Return the kind of a mail and why."""
    for kind, rule, find in _RULES:
        found = find(evidence)
        if found is not None:
            return Decision(kind=kind, rule=rule, evidence=found[:_EVIDENCE_CHARACTERS])
    return Decision(kind="human", rule="nothing_automatic", evidence="")


def _from_us(evidence: Evidence) -> str | None:
    ours = {canonical(each) for each in evidence.rules.addresses}
    if evidence.sender and canonical(evidence.sender.address) in ours:
        return f"From: {evidence.sender.address}"
    own = _OUR_ID.fullmatch(evidence.message_id or "")
    return evidence.message_id if own and own[1].lower() in evidence.rules.reference_domains else None


def _standard_report(evidence: Evidence, outcomes: Sequence[str]) -> str | None:
    report = reports.standard(evidence.structure)
    return f"delivery-status: {report.outcome}" if report and report.outcome in outcomes else None


def _empty_report(evidence: Evidence) -> str | None:
    """A report whose delivery status cannot be read is one all the same."""
    kind = evidence.structure.parameters.get("report-type", "").lower()
    is_report = evidence.structure.content_type == "multipart/report"
    return "report-type: delivery-status" if is_report and kind == "delivery-status" else None


def _disposition(evidence: Evidence) -> str | None:
    for part in evidence.structure.parts:
        if part.content_type in reports.DISPOSITION:
            return part.content_type
    kind = evidence.structure.parameters.get("report-type", "").lower()
    return f"report-type: {kind}" if kind == "disposition-notification" else None


def _feedback(evidence: Evidence) -> str | None:
    found = any(part.content_type == "message/feedback-report" for part in evidence.structure.parts)
    return "message/feedback-report" if found else None


def _report_in_words(evidence: Evidence) -> str | None:
    if "x-failed-recipients" in evidence.headers:
        return f"X-Failed-Recipients: {evidence.headers.text('x-failed-recipients')}"
    signs = list(_signs_of_report(evidence))
    return "; ".join(signs) if len(signs) >= _ENOUGH else None


def _signs_of_report(evidence: Evidence) -> Iterator[str]:
    sender, rules = evidence.sender, evidence.rules
    local = sender.address.partition("@")[0].casefold() if sender else ""
    name = sender.name.casefold() if sender else ""
    if local in rules.mail_daemons or any(each in name for each in rules.mail_daemon_names):
        yield f"From: {name} <{local}@…>"
    if evidence.envelope_from == "" or (evidence.headers.raw("return-path") or "?").strip() == "<>":
        yield "Return-Path: <>"
    subject = evidence.subject.casefold()
    if any(_says(subject, each.casefold()) for each in rules.bounce_subjects):
        yield f"Subject: {evidence.subject}"
    words = evidence.text[:4000].casefold()
    said = next((each for each in rules.bounce_words if each in words), None)
    if said:
        yield f"text: {said}"


def _says(subject: str, words: str) -> bool:
    plain = subject.lstrip("[【*# ")
    return words in subject if _CHINESE.search(words) else plain.startswith(words)


def _late_in_words(evidence: Evidence) -> str | None:
    found = _report_in_words(evidence)
    if found is None:
        return None
    told = reports.in_words(evidence.structure, evidence.text, (), evidence.rules)
    return found if told.outcome == "delayed" else None


def _auto_submitted(evidence: Evidence) -> str | None:
    value = evidence.headers.text("auto-submitted")
    token = re.split(r"[;\s(]", value.strip().lower())[0] if value else "no"
    return f"Auto-Submitted: {value}" if token not in _NOT else None


def _auto_header(evidence: Evidence) -> str | None:
    for name, value in evidence.headers.items:
        said = value.decode("latin-1").strip()
        marked = name in _AUTO_HEADERS or _AUTO_HEADER.fullmatch(name)
        if marked and name != "x-auto-response-suppress" and said.lower() not in _NOT:
            return f"{name}: {said}"
        if name == "x-post-messageclass" and "autoresponder" in said.lower():
            return f"{name}: {said}"
    return None


def _suppressing(evidence: Evidence) -> str | None:
    value = evidence.headers.text("x-auto-response-suppress") or ""
    asked = {each.strip().lower() for each in re.split(r"[,;]", value)}
    return f"X-Auto-Response-Suppress: {value}" if asked & _SUPPRESSED else None


def _precedence(evidence: Evidence, wanted: Sequence[str]) -> str | None:
    for name in ("precedence", "x-precedence", "preference"):
        value = (evidence.headers.text(name) or "").lower()
        if value in wanted:
            return f"{name}: {value}"
    return None


def _list_mail(evidence: Evidence) -> str | None:
    for name in ("list-id", "list-post", "mailing-list", "x-mailing-list", "x-mailman-version"):
        if name in evidence.headers:
            return f"{name}: {evidence.headers.text(name)}"
    return _precedence(evidence, ("list",))


def _bulk_mail(evidence: Evidence) -> str | None:
    found = _precedence(evidence, ("bulk", "junk"))
    for name in ("list-unsubscribe", "x-campaign-id", "x-campaignid", "feedback-id"):
        if found is None and name in evidence.headers:
            found = f"{name}: {evidence.headers.text(name)}"
    return found


def _subject_says_auto(evidence: Evidence) -> str | None:
    plain = evidence.subject.casefold().lstrip("[【(（*# ")
    for words in evidence.rules.auto_reply_subjects:
        said = words.casefold()
        if plain.startswith(said) and re.match(r"\s*(?:$|[:：\]】)）!！(（—-])", plain[len(said) :]):
            return f"Subject: {evidence.subject}"
    return None


def _nobody_reads(evidence: Evidence) -> str | None:
    """Web forms write as nobody, too, but say whom to answer."""
    local = evidence.sender.address.partition("@")[0].casefold() if evidence.sender else ""
    answered = {each.address.casefold() for each in evidence.reply_to}
    other = answered - {evidence.sender.address.casefold()} if evidence.sender else answered
    nobody = any(local == each or local.startswith((f"{each}-", f"{each}+")) for each in evidence.rules.nobody)
    daemon = local in evidence.rules.mail_daemons
    return f"From: {local}@…" if (nobody or daemon) and not other else None


_RULES: Sequence[tuple[Kind, str, Callable[[Evidence], str | None]]] = (
    ("own", "sent_by_us", _from_us),
    ("bounce", "delivery_report", lambda evidence: _standard_report(evidence, ("failed",))),
    ("delivery_notice", "delivery_report", lambda evidence: _standard_report(evidence, ("delayed", "delivered"))),
    ("read_receipt", "disposition_report", _disposition),
    ("complaint", "feedback_report", _feedback),
    ("bounce", "delivery_report_unreadable", _empty_report),
    ("delivery_notice", "delivery_report_in_words", _late_in_words),
    ("bounce", "delivery_report_in_words", _report_in_words),
    ("auto_reply", "auto_submitted", _auto_submitted),
    ("auto_reply", "auto_reply_header", _auto_header),
    ("auto_reply", "precedence", lambda evidence: _precedence(evidence, ("auto_reply", "auto-reply", "autoreply"))),
    ("auto_reply", "subject_says_automatic", _subject_says_auto),
    ("list", "list_mail", _list_mail),
    ("bulk", "bulk_mail", _bulk_mail),
    ("auto_reply", "answers_suppressed", _suppressing),
    ("auto_reply", "nobody_reads_answers", _nobody_reads),
)
