"""The marks that keep surveys honest: links that were used, contacts to be left alone, answers from one address."""

import hashlib
import hmac
from datetime import datetime, timedelta

from crm.core import secrets
from crm.core.timers import seconds
from crm.core.transaction import RaceLostError, Transaction
from crm.surveys.repository.items import BurstItem, QuietItem, SpentItem

_USED = "USED"
_MACHINE = "MACHINE"
_QUIET = "QUIET"
_KEPT_AFTER = timedelta(days=30)
"""How much longer than its link the mark of its use is kept."""


def digest(key: str | None) -> str:
    """Return what is kept of an `Idempotency-Key`."""
    return hashlib.sha256((key or "").encode()).hexdigest()


def used_by(survey_id: str) -> str | None:
    """Return the digest of the key that used a survey's link, None where it is unused. One request, consistent."""
    item = SpentItem.find(_spent_pk(survey_id), _USED)
    return None if item is None else item.by


def machine_came(survey_id: str) -> bool:
    """Say whether a program's answer to a survey was kept already. One request."""
    return SpentItem.find(_spent_pk(survey_id), _MACHINE) is not None


def use(
    transaction: Transaction,
    survey_id: str,
    key: str | None,
    expires_at: datetime,
    otherwise: Exception,
    *,
    machine: bool,
) -> None:
    """Use a survey's link, once: where it was used meanwhile, `commit` raises `otherwise`.

    A program's use is marked apart, so that the link stays good for the customer.
    """
    item = SpentItem(pk=_spent_pk(survey_id), sk=_MACHINE if machine else _USED)
    item.by, item.expires_at = digest(key), seconds(expires_at + _KEPT_AFTER)
    transaction.put(item, when=SpentItem.pk.does_not_exist(), otherwise=otherwise)


def is_quiet(contact_id: str, now: datetime) -> bool:
    """Say whether a contact is to be left alone now. One request, strongly consistent."""
    item = QuietItem.find(_quiet_pk(contact_id), _QUIET)
    return item is not None and item.until > now.timestamp()


def leave_alone(
    transaction: Transaction, contact_id: str, survey_id: str, now: datetime, until: datetime, otherwise: Exception
) -> None:
    """Leave a contact alone until a time; where another invitation has seen to that already, raise `otherwise`."""
    item = QuietItem(pk=_quiet_pk(contact_id), sk=_QUIET, survey_id=survey_id)
    item.until = item.expires_at = seconds(until)
    over = QuietItem.pk.does_not_exist() | (QuietItem.until <= seconds(now))
    transaction.put(item, when=over, otherwise=otherwise)


def answers_from(address: str, now: datetime, window_seconds: int) -> tuple["Counter", int]:
    """Return the counter of an address in the stretch of time that `now` lies in, and how many answers came."""
    slot = int(now.timestamp()) // window_seconds
    counter = Counter(_address_pk(address, slot), (slot + 2) * window_seconds)
    item = BurstItem.find(counter.pk, "ANSWERS")
    return counter, 0 if item is None else int(item.answers)


class Counter:
    """Counts the answers of an address in a stretch of time."""

    def __init__(self, pk: str, expires_at: int) -> None:
        self.pk = pk
        self._expires_at = expires_at

    def count(self, transaction: Transaction, before: int) -> None:
        """Count one more; lose the race where another came meanwhile, so that none of a burst is overlooked."""
        item = BurstItem(pk=self.pk, sk="ANSWERS", answers=before + 1, expires_at=self._expires_at)
        unchanged = BurstItem.answers == before if before else BurstItem.pk.does_not_exist()
        transaction.put(item, when=unchanged, otherwise=RaceLostError())


def _address_pk(address: str, slot: int) -> str:
    """Return a name that leads to no address without our key, and to no other stretch of time."""
    _, key = secrets.signing_key()
    named = hmac.digest(key, f"{slot} {address}".encode(), hashlib.sha256)
    return f"BURST#{named.hex()}"


def _spent_pk(survey_id: str) -> str:
    return f"LINK#{survey_id}"


def _quiet_pk(contact_id: str) -> str:
    return f"QUIET#{contact_id}"
