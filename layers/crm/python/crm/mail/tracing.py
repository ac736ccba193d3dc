"""What became of a mail, by its message id; and of one that never came, where to look (R-156)."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from crm.core import environment, i18n, settings
from crm.core.i18n import Locale
from crm.mail import judging, repository
from crm.mail.addresses import canonical
from crm.mail.letter import Letter, State
from crm.mail.settings.receiving import Receiving
from crm.mail.settings.recognition import Recognition
from crm.mail.views import LetterView

Stage = Literal["mailbox", "receipt", "address", "domain", "parse_rule", "outcome"]
Finding = Literal["good", "bad", "unknown"]

_STATES: tuple[State, ...] = ("handed_on", "opened", "answered", "parked", "released")
_DELIVERIES = 10


class TraceStep(BaseModel):
    """One station on the way of a mail, and how it stood there; `explanation` says it in words."""

    stage: Stage
    finding: Finding
    explanation: str


class MailTrace(BaseModel):
    """The way of a mail. `seen` says whether one of that id ever came in, `mails` what they were, newest first."""

    message_id: str
    seen: bool
    steps: list[TraceStep]
    mails: list[LetterView]
    mailboxes: list[str]
    last_received_at: datetime | None


def trace(message_id: str, sender: str | None, locale: Locale) -> MailTrace:
    """Return what is known of a mail by its message id, with or without angle brackets.

    Of one that never came it says whether the mailbox takes anything in at all, and how mail of `sender` would be
    taken. Seven requests at most, however much mail there is.
    """
    asked = f"<{message_id.strip().strip('<>')}>"
    rules = judging.with_own(settings.current(Recognition).value, environment.get("SENDER"))
    policy = settings.current(Receiving).value
    found = repository.with_message_id(asked, _DELIVERIES)
    newest = [each for each in map(repository.newest_in, _STATES) if each is not None]
    last = max((each.received_at for each in newest), default=None)
    say = _Words(locale)
    steps = [say.step("mailbox", "good" if last else "unknown", "heard" if last else "silent", at=_told(last))]
    steps += _way(found[0], rules, policy, say) if found else _missing(sender, policy, say)
    return MailTrace(
        message_id=asked,
        seen=bool(found),
        steps=steps,
        mails=[LetterView.of(each, locale) for each in found],
        mailboxes=list(rules.addresses),
        last_received_at=last,
    )


class _Words:
    """Says the steps in one language."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def step(self, stage: Stage, finding: Finding, said: str, **facts: object) -> TraceStep:
        """Return a step, said by a text of `trace.<stage>`."""
        text = i18n.text("mail", f"trace.{stage}.{said}", self.locale, facts)
        return TraceStep(stage=stage, finding=finding, explanation=text)


def _told(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def _way(letter: Letter, rules: Recognition, policy: Receiving, say: _Words) -> list[TraceStep]:
    ours = {canonical(each) for each in rules.addresses}
    hit = [each for each in letter.delivered_to if canonical(each) in ours]
    sender = letter.sender.address if letter.sender else ""
    steps = [
        say.step("receipt", "good", "stored", at=_told(letter.received_at), key=letter.raw_key),
        say.step("address", "good" if hit else "unknown", "ours" if hit else "other", address=_listed(hit, letter)),
        _domain(sender, policy, say),
    ]
    rule = letter.parse_rule
    steps.append(say.step("parse_rule", "good", "used" if rule else "none", rule=rule or ""))
    finding: Finding = "bad" if letter.state == "parked" else "good"
    view = LetterView.of(letter, say.locale)
    facts = {"explanation": view.explanation, "case": letter.case_number or ""}
    steps.append(say.step("outcome", finding, "with_case" if letter.case_number else "without_case", **facts))
    return steps


def _listed(hit: list[str], letter: Letter) -> str:
    return ", ".join(hit or letter.delivered_to)


def _domain(sender: str, policy: Receiving, say: _Words) -> TraceStep:
    domain = sender.rpartition("@")[2]
    if sender.casefold() in {each.casefold() for each in policy.blocked_addresses} or judging.domain_listed(
        domain, policy.blocked_domains
    ):
        return say.step("domain", "bad", "blocked", domain=sender)
    if not policy.allowed_domains:
        return say.step("domain", "good", "everybody")
    allowed = judging.domain_listed(domain, policy.allowed_domains)
    return say.step("domain", "good" if allowed else "bad", "allowed" if allowed else "not_allowed", domain=domain)


def _missing(sender: str | None, policy: Receiving, say: _Words) -> list[TraceStep]:
    steps = [say.step("receipt", "bad", "never")]
    if sender:
        steps.append(_domain(sender, policy, say))
    return steps
