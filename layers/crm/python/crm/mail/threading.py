"""Which case a mail belongs to: what in it may say so, the most certain first."""

import re
from collections.abc import Iterable, Iterator, Sequence

from crm.mail.model import Lead
from crm.mail.settings.recognition import Recognition

_TOKEN = re.compile(r"[A-Za-z0-9._=-]{1,200}")


def leads(
    recipients: Iterable[str], in_reply_to: Sequence[str], references: Sequence[str], rules: Recognition
) -> tuple[Lead, ...]:
    """Return what may name the case.

    First the token in the address that was written to, then what our own mail named as its subject, then the mails
    that this one answers, the newest first.
    """
    found = [Lead(by="reply_token", value=each) for each in _tokens(recipients, rules)]
    newest = [*in_reply_to, *reversed(references)]
    found += [Lead(by="our_reference", value=each) for each in _ours(newest, rules)]
    found += [Lead(by="in_reply_to", value=each) for each in in_reply_to]
    found += [Lead(by="references", value=each) for each in reversed(references) if each not in in_reply_to]
    return tuple(dict.fromkeys(found))


def _tokens(recipients: Iterable[str], rules: Recognition) -> Iterator[str]:
    """Yield the tokens in addresses of ours; a token keeps its case, as far as servers on the way did."""
    ours = {each.casefold() for each in rules.addresses}
    for recipient in recipients:
        local, _, domain = recipient.rpartition("@")
        mailbox, plus, token = local.partition("+")
        if plus and f"{mailbox}@{domain}".casefold() in ours and _TOKEN.fullmatch(token):
            yield token


def _ours(message_ids: Iterable[str], rules: Recognition) -> Iterator[str]:
    domains = {each.casefold() for each in rules.reference_domains}
    for each in message_ids:
        local, _, domain = each.strip("<>").rpartition("@")
        if local and domain.casefold() in domains:
            yield local
