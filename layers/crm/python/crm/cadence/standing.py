"""How an account stands with us: its health, when it was heard of last, and when it is to be spoken to next."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from crm.cadence import health
from crm.cadence.health import HealthParts, Known
from crm.cadence.settings.health import HealthRules
from crm.cadence.vocabulary import Cause
from crm.core.repository import Aggregate
from crm.core.settings import Versioned

KEPT = 50
"""How many changes of health are kept at hand; the commit records keep all of them."""


class HealthChange(BaseModel):
    """A change of health, and why."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    before: int
    after: int
    causes: tuple[Cause, ...]
    subject_id: str | None = None
    """What it came from, such as an item of a weekly list."""


class Standing(Aggregate):
    """How an account stands with us. `score` is its health when it was looked at last."""

    account_id: str
    zone: str
    known_since: datetime
    renews_on: date | None = None
    heard_at: datetime | None = None
    heard_of: str | None = None
    """What was heard last: the type of the event."""
    feedback: int = 0
    next_contact_on: date | None = None
    score: int
    rules: str
    history: tuple[HealthChange, ...] = ()
    next_change_at: datetime | None = None

    @property
    def known(self) -> Known:
        """What its health follows from."""
        return Known(self.feedback, self.heard_at or self.known_since, self.renews_on, self.zone)

    def parts(self, rules: HealthRules, now: datetime) -> HealthParts:
        """Return its health at an instant."""
        return health.assess(rules, self.known, now)

    def looked_at(
        self, rules: Versioned[HealthRules], causes: Sequence[Cause], now: datetime, subject_id: str | None = None
    ) -> "Standing":
        """Return it with its health as of now; a change is noted with its causes."""
        score = self.parts(rules.value, now).score
        following = health.next_change(rules.value, self.known, now)
        update = {"score": score, "rules": rules.reference, "next_change_at": following}
        if score != self.score:
            change = HealthChange(at=now, before=self.score, after=score, causes=tuple(causes), subject_id=subject_id)
            update["history"] = (*self.history, change)[-KEPT:]
        return self.model_copy(update=update)


def id_of(account_id: str) -> str:
    """Return the id of an account's standing."""
    return f"standing_{account_id}"


def begin(account_id: str, zone: str, rules: Versioned[HealthRules], now: datetime) -> Standing:
    """Return the standing of an account of which nothing was heard yet."""
    return Standing(
        id=id_of(account_id),
        account_id=account_id,
        zone=zone,
        known_since=now,
        score=rules.value.base,
        rules=rules.reference,
    )
