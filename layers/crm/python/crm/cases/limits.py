"""How often somebody may send us something, and who may not at all.

`admit` is for every way in: the portal's actions call it with the contact and the network of the request, and whoever
takes in mail with the contact and the address. What is counted is written in the transaction that it admits.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from crm.cases.repository import senders
from crm.cases.repository.senders import Sender, SenderKind, Stretch
from crm.cases.settings.abuse import Limit, RateLimits
from crm.core import secrets, settings
from crm.core.command import Command
from crm.core.errors import CrmError, TooManyRequestsError
from crm.core.transaction import Transaction

Purpose = Literal["submissions", "replies"]
_KEPT_FOR = timedelta(days=1)


class RateLimitedError(TooManyRequestsError):
    """The sender sent as many as are taken in for the time being."""

    code = "rate_limited"


class SenderBlockedError(CrmError):
    """A supervisor has blocked the sender for a while."""

    status, code = 403, "sender_blocked"


def marked(kind: Literal["address", "network"], clear: str) -> Sender:
    """Return an address or a network as it is remembered: by a mark that only our signing key can make of it."""
    _, key = secrets.signing_key()
    digest = hmac.digest(key, f"sender\n{kind}\n{clear.casefold()}".encode(), hashlib.sha256)
    return Sender(kind, digest.hex()[:32])


def senders_of(command: Command) -> tuple[Sender, ...]:
    """Return who sends a request in the portal: the contact, and the network it came from."""
    contact = Sender("contact", command.caller.id)
    return (contact,) if command.network is None else (contact, marked("network", command.network))


def admit(purpose: Purpose, who: Sequence[Sender], now: datetime) -> Callable[[Transaction], None]:
    """Return what counts one more of `purpose` by each of the senders, to be written with what they sent.

    Raises `SenderBlockedError` and `RateLimitedError`. One request.
    """
    rules = settings.current(RateLimits).value
    limits: dict[SenderKind, Limit] = rules.submissions if purpose == "submissions" else rules.replies
    counts, blocks = senders.look_up(purpose, who)
    for each in blocks:
        if each.until_at > now:
            raise SenderBlockedError(until_at=each.until_at.isoformat(), kind=each.kind)
    writes = []
    for sender in who:
        limit = limits.get(sender.kind)
        if limit is None:
            continue
        stretch = int(now.timestamp()) // limit.seconds
        was = counts.get(sender)
        if was is not None and was.stretch == stretch and was.amount >= limit.amount:
            raise RateLimitedError(
                kind=sender.kind,
                amount=limit.amount,
                seconds=limit.seconds,
                retry_after_seconds=(stretch + 1) * limit.seconds - int(now.timestamp()),
            )
        forgotten_at = (stretch + 1) * limit.seconds + int(_KEPT_FOR.total_seconds())
        writes.append((sender, was, Stretch(stretch, limit.amount, forgotten_at)))

    def write(transaction: Transaction) -> None:
        for sender, was, now_counted in writes:
            senders.count(transaction, purpose, sender, was, now_counted)

    return write
