"""A milestone: one promise, one clock.

Its state is small and exact: the business seconds counted up to `as_of`, and whether the clock runs since.
Business time adds up over adjacent stretches, so counting on from `as_of` gives the same as counting anew from
the beginning; `tests/unit/cases/test_milestone_properties.py` holds the two against each other.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from crm.core.calendar import BusinessCalendar

MilestoneName = Literal["first_response", "restore", "resolution"]
State = Literal["running", "paused", "met", "breached", "cancelled"]
PauseReason = Literal["customer", "third_party", "stop_work"]

BREACH = 100
"""The threshold at which a milestone is breached, in per cent of its target."""


class Target(BaseModel):
    """How much business time a milestone has: seconds, or whole open days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: int = 0
    business_days: int = 0

    def measured(self, start: datetime, calendar: BusinessCalendar) -> tuple[int, bool]:
        """Return the target in business seconds from `start`, and whether it ends as a day opens.

        A target in business days ends at the same point of business time that many open days later; for a
        start at (or before) opening that point is an opening, which seconds alone would place at the closing
        before.
        """
        if not self.business_days:
            return self.seconds, False
        due = calendar.add_days(start, self.business_days)
        seconds = calendar.seconds_between(start, due)
        return seconds, calendar.add(start, seconds) != due


class Milestone(BaseModel):
    """One instance of a milestone on a case. Methods return the changed copy."""

    model_config = ConfigDict(frozen=True)

    name: MilestoneName
    instance: int = 1
    target_seconds: int
    ends_at_opening: bool = False
    started_at: datetime
    as_of: datetime
    elapsed_seconds: int = 0
    paused_by: tuple[PauseReason, ...] = ()
    stopped_at: datetime | None = None
    breached_at: datetime | None = None
    cancelled: bool = False
    fired: tuple[int, ...] = ()

    @property
    def state(self) -> State:
        """Cancelled, breached, met, paused, running: the first that holds. A breach is never undone."""
        if self.cancelled:
            return "cancelled"
        if self.breached_at is not None:
            return "breached"
        if self.stopped_at is not None:
            return "met"
        return "paused" if self.paused_by else "running"

    @property
    def counting(self) -> bool:
        """Whether the clock runs: a breached milestone's clock runs on, which measures how late it gets."""
        return self.stopped_at is None and not self.cancelled and not self.paused_by

    @property
    def open(self) -> bool:
        """Whether the promise is still to be kept or broken."""
        return self.state in {"running", "paused"}

    @property
    def key(self) -> str:
        """`<name>.<instance>`: what warnings and escalations are keyed by."""
        return f"{self.name}.{self.instance}"

    def elapsed(self, now: datetime, calendar: BusinessCalendar) -> int:
        """Return the business seconds counted up to `now`."""
        if not self.counting:
            return self.elapsed_seconds
        return self.elapsed_seconds + calendar.seconds_between(self.as_of, now)

    def remaining(self, now: datetime, calendar: BusinessCalendar) -> int:
        """Return the business seconds left at `now`; negative once the target has run out."""
        return self.target_seconds - self.elapsed(now, calendar)

    def due_at(self, calendar: BusinessCalendar) -> datetime | None:
        """Return when the target runs out, None while the clock stands still.

        A breached milestone keeps the time at which it was due.
        """
        if self.breached_at is not None:
            return self.breached_at
        return self._reached_at(BREACH, calendar) if self.counting else None

    def due_if_resumed(self, now: datetime, calendar: BusinessCalendar) -> datetime:
        """Return when the target would run out if every pause ended `now`."""
        return Milestone._reached_at(self.counted(now, calendar), BREACH, calendar)

    def crossing(self, threshold: int, calendar: BusinessCalendar) -> datetime | None:
        """Return when `threshold` per cent of the target are used, None if that is over or not in sight."""
        if threshold in self.fired or not self.counting or self.breached_at is not None:
            return None
        return self._reached_at(threshold, calendar)

    def next_crossing(self, thresholds: Iterable[int], calendar: BusinessCalendar) -> datetime | None:
        """Return when the next of `thresholds` is reached, None if none is in sight."""
        crossings = (self.crossing(each, calendar) for each in thresholds)
        return min((each for each in crossings if each is not None), default=None)

    def counted(self, now: datetime, calendar: BusinessCalendar) -> "Milestone":
        """Count up to `now`."""
        at = max(now, self.as_of)
        return self.model_copy(update={"elapsed_seconds": self.elapsed(at, calendar), "as_of": at})

    def paused(self, reason: PauseReason, now: datetime, calendar: BusinessCalendar) -> "Milestone":
        """Stand still for `reason`; reasons add up, and the clock runs again when the last one ends."""
        if self.stopped_at is not None or self.cancelled or reason in self.paused_by:
            return self
        counted = self.counted(now, calendar)
        return counted.model_copy(update={"paused_by": (*self.paused_by, reason)})

    def resumed(self, now: datetime, calendar: BusinessCalendar) -> "Milestone":
        """End every pause."""
        return self.counted(now, calendar).model_copy(update={"paused_by": ()}) if self.paused_by else self

    def stopped(self, now: datetime, calendar: BusinessCalendar) -> "Milestone":
        """Stop: met if within the target, whether the clock ran or stood still (stop beats pause)."""
        if self.stopped_at is not None or self.cancelled:
            return self
        counted = self.counted(now, calendar)
        return counted.model_copy(update={"stopped_at": now, "paused_by": ()})

    def reopened(self, now: datetime) -> "Milestone":
        """Go on after a stop; the time between counts as a pause."""
        if self.stopped_at is None or self.cancelled:
            return self
        return self.model_copy(update={"stopped_at": None, "as_of": max(now, self.as_of)})

    def withdrawn(self) -> "Milestone":
        """Cancel: the promise no longer holds, kept or not."""
        return self if self.breached_at or self.stopped_at else self.model_copy(update={"cancelled": True})

    def retargeted(
        self, target_seconds: int, ends_at_opening: bool, now: datetime, calendar: BusinessCalendar
    ) -> "Milestone":
        """Take a new target and keep the time used: `calendar` is the one it was used in."""
        counted = self.counted(now, calendar)
        return counted.model_copy(update={"target_seconds": target_seconds, "ends_at_opening": ends_at_opening})

    def fire(self, threshold: int, at: datetime) -> "Milestone":
        """Mark a threshold as reached, `at` the time it was; 100 is the breach."""
        update: dict[str, object] = {"fired": (*self.fired, threshold)}
        if threshold == BREACH:
            update["breached_at"] = at
        return self.model_copy(update=update)

    def _reached_at(self, threshold: int, calendar: BusinessCalendar) -> datetime:
        needed = -(-self.target_seconds * threshold // 100) - self.elapsed_seconds
        into_opening = self.ends_at_opening and threshold == BREACH
        return calendar.add(self.as_of, needed, into_next_opening=into_opening)
