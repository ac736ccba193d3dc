"""Whether a mail is handed on to the cases or parked: the first rule that stops it decides, and says why."""

from collections.abc import Callable, Sequence

from crm.core.validation import Email
from crm.mail.addresses import canonical
from crm.mail.letter import Reason
from crm.mail.model import Mail
from crm.mail.receipts import Verdicts
from crm.mail.settings.receiving import ParseRule, Receiving
from crm.mail.settings.recognition import Recognition

_CASE_LINE_CHARACTERS = 80
_LINES_LOOKED_AT = 200


def with_own(rules: Recognition, mailbox: str) -> Recognition:
    """Return by what mail is recognised, the address that we write from among ours, whatever the setting says."""
    domain = mailbox.rpartition("@")[2]
    return rules.model_copy(
        update={
            "addresses": tuple(dict.fromkeys((*rules.addresses, mailbox))),
            "reference_domains": tuple(dict.fromkeys((*rules.reference_domains, domain))),
        }
    )


def against(mail: Mail, verdicts: Verdicts, policy: Receiving) -> Reason | None:
    """Return why a mail is parked, None where nothing stops it.

    A virus comes first: it is never handed on. Automatic mail is parked whatever else it is (R-195).
    """
    return next((reason for found in _RULES if (reason := found(mail, verdicts, policy)) is not None), None)


def may_be_released(reason: Reason | None) -> bool:
    """Say whether a person may let a parked mail go on: none with a virus, and none that was never read."""
    return reason not in {"virus", "too_large", "no_sender", "original_gone"}


def domain_listed(domain: str, listed: Sequence[str]) -> bool:
    """Say whether a domain is one of those listed, or lies below one."""
    asked = domain.casefold()
    return any(asked == each.casefold() or asked.endswith(f".{each.casefold()}") for each in listed)


def sender_of(mail: Mail) -> str | None:
    """Return the address that a mail is from as contacts are known by it; None where it is no usable one.

    `From` counts and not `Reply-To`: that is what the sending domain vouches for.
    """
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - only what reads mail needs it

    if mail.sender is None:
        return None
    try:
        address: str = TypeAdapter[str](Email).validate_python(mail.sender.address)
    except ValidationError:
        return None
    return address


def rule_for(mail: Mail, rules: Sequence[ParseRule]) -> ParseRule | None:
    """Return the rule that mail of this form is read by: the first that fits."""
    return next((each for each in rules if _fits(each, mail)), None)


def members_in(text: str, rule: ParseRule) -> dict[str, str]:
    """Return the members of a case that lines such as `序列号：X2-0042` give; the first line of a label counts."""
    labels = {label.casefold(): member for member, names in rule.fields.items() for label in names}
    found: dict[str, str] = {}
    for line in text.split("\n", _LINES_LOOKED_AT)[:_LINES_LOOKED_AT]:
        label, colon, value = line.replace("：", ":", 1).partition(":")
        member = labels.get(label.strip().casefold())
        given = value.strip()
        if colon and member is not None and 0 < len(given) <= _CASE_LINE_CHARACTERS:
            found.setdefault(member, given)
    return found


def _fits(rule: ParseRule, mail: Mail) -> bool:
    subject = (mail.subject or "").casefold()
    domain = mail.sender.address.rpartition("@")[2] if mail.sender else ""
    sent_to = {canonical(each) for each in (*mail.delivered_to, *(each.address for each in (*mail.to, *mail.cc)))}
    return (
        (not rule.subject_words or any(each.casefold() in subject for each in rule.subject_words))
        and (not rule.sender_domains or domain_listed(domain, rule.sender_domains))
        and (not rule.recipients or any(canonical(each) in sent_to for each in rule.recipients))
    )


def _virus(_mail: Mail, verdicts: Verdicts, _policy: Receiving) -> Reason | None:
    return "virus" if verdicts.virus == "fail" else None


def _automatic(mail: Mail, _verdicts: Verdicts, _policy: Receiving) -> Reason | None:
    kind = mail.decision.kind
    return None if kind == "human" else kind


def _from_nobody(mail: Mail, _verdicts: Verdicts, _policy: Receiving) -> Reason | None:
    return "no_sender" if sender_of(mail) is None else None


def _forged(_mail: Mail, verdicts: Verdicts, policy: Receiving) -> Reason | None:
    return "forged_sender" if verdicts.dmarc == "fail" and policy.unproven == "park" else None


def _spam(_mail: Mail, verdicts: Verdicts, policy: Receiving) -> Reason | None:
    return "spam" if verdicts.spam == "fail" and policy.spam == "park" else None


def _blocked(mail: Mail, _verdicts: Verdicts, policy: Receiving) -> Reason | None:
    address = sender_of(mail) or ""
    named = {each.casefold() for each in policy.blocked_addresses}
    listed = address in named or domain_listed(address.rpartition("@")[2], policy.blocked_domains)
    return "blocked_sender" if listed else None


def _not_allowed(mail: Mail, _verdicts: Verdicts, policy: Receiving) -> Reason | None:
    domain = (sender_of(mail) or "").rpartition("@")[2]
    outside = policy.allowed_domains and not domain_listed(domain, policy.allowed_domains)
    return "domain_not_allowed" if outside else None


_RULES: Sequence[Callable[[Mail, Verdicts, Receiving], Reason | None]] = (
    _virus,
    _automatic,
    _from_nobody,
    _forged,
    _spam,
    _blocked,
    _not_allowed,
)
