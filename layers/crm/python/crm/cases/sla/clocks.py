"""The clocks of one case: which policy they follow, and what each thing that happens does to them.

Stop beats pause beats start: a milestone that is stopped takes no pause, and one that is cancelled takes
nothing. Every function is pure; `calendar` is the one that `Clocks.calendar` names.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from crm.cases.sla.milestone import BREACH, Milestone, MilestoneName, PauseReason, Target
from crm.core.calendar import BusinessCalendar


class Terms(BaseModel):
    """What a policy version promises a case: quoted on the case, so that it stays what it was."""

    model_config = ConfigDict(frozen=True)

    policy: str
    calendar: str
    targets: dict[MilestoneName, Target]
    pauses: dict[MilestoneName, tuple[PauseReason, ...]]
    thresholds: tuple[int, ...]


class Crossing(NamedTuple):
    """A threshold that has been reached: by which milestone, which one, and when."""

    milestone: Milestone
    threshold: int
    at: datetime


class Clocks(BaseModel):
    """All milestones of a case. Methods return the changed copy."""

    model_config = ConfigDict(frozen=True)

    terms: Terms
    milestones: tuple[Milestone, ...] = ()

    @classmethod
    def started(cls, terms: Terms, now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """Start every milestone that has a target; zero or absent means no milestone."""
        clocks = cls(terms=terms)
        for name in terms.targets:
            clocks = clocks.with_new(name, now, calendar)
        return clocks

    def with_new(self, name: MilestoneName, now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """Start a further instance of a milestone, with the target of the terms."""
        seconds, ends_at_opening = self.terms.targets.get(name, Target()).measured(now, calendar)
        if seconds <= 0:
            return self
        fresh = Milestone(
            name=name,
            instance=1 + sum(1 for each in self.milestones if each.name == name),
            target_seconds=seconds,
            ends_at_opening=ends_at_opening,
            started_at=now,
            as_of=now,
        )
        return self.model_copy(update={"milestones": (*self.milestones, fresh)})

    def answered(self, now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """A person has replied publicly: every first response still running is given."""
        return self._change(("first_response",), lambda each: each.stopped(now, calendar))

    def restored(self, now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """The service works again."""
        return self._change(("restore",), lambda each: each.stopped(now, calendar))

    def resolved(self, now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """The case is solved: nothing is waited for any more, answered or not."""
        return self._change(("first_response", "restore", "resolution"), lambda each: each.stopped(now, calendar))

    def reopened(self, now: datetime) -> "Clocks":
        """The resolution clock goes on; the closed stretch counts as a pause."""
        return self._change(("resolution",), lambda each: each.reopened(now))

    def paused(self, reason: PauseReason, now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """Stand still where the terms pause for `reason`."""
        names = tuple(name for name, reasons in self.terms.pauses.items() if reason in reasons)
        return self._change(names, lambda each: each.paused(reason, now, calendar))

    def resumed(self, now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """Work goes on: every pause ends."""
        return self._change(tuple(self.terms.targets), lambda each: each.resumed(now, calendar))

    def ended(self, now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """End for good, answered or not: what still ran is cancelled, and how late a breach got is known."""
        over = {each.key for each in self.milestones if each.open}
        return self._change(
            tuple(each.name for each in self.milestones),
            lambda each: each.withdrawn() if each.key in over else each.stopped(now, calendar),
        )

    def handed_up(self, now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """Start the new owner's first response; one of the old owner's that still runs gives way to it."""
        return self._change(("first_response",), Milestone.withdrawn).with_new("first_response", now, calendar)

    def handed_back(self, before: Iterable[str], now: datetime, calendar: BusinessCalendar) -> "Clocks":
        """Undo `handed_up`: the first responses that were open `before` (by key) run as if they always had."""
        kept = set(before)

        def undo(each: Milestone) -> Milestone:
            if each.key in kept:
                return each.model_copy(update={"cancelled": False}).counted(now, calendar)
            return each.withdrawn()

        return self._change(("first_response",), undo)

    def retargeted(self, terms: Terms, now: datetime, old: BusinessCalendar, new: BusinessCalendar) -> "Clocks":
        """Take new terms and carry the time used over.

        A milestone that the new terms do not have is cancelled, one that the old did not have starts now;
        what was met or breached stays what it is.
        """

        def change(each: Milestone) -> Milestone:
            if not each.open:
                return each
            seconds, ends_at_opening = terms.targets.get(each.name, Target()).measured(each.started_at, new)
            if seconds <= 0:
                return each.withdrawn()
            return each.retargeted(seconds, ends_at_opening, now, old)

        clocks = Clocks(terms=terms, milestones=tuple(change(each) for each in self.milestones))
        present = {each.name for each in self.milestones}
        for name in terms.targets:
            if name not in present:
                clocks = clocks.with_new(name, now, new)
        return clocks

    def fired(self, key: str, threshold: int, at: datetime) -> "Clocks":
        """Mark a threshold of the milestone with `key` as reached."""
        milestones = tuple(each.fire(threshold, at) if each.key == key else each for each in self.milestones)
        return self.model_copy(update={"milestones": milestones})

    def crossings(self, now: datetime, calendar: BusinessCalendar, *, before: bool = False) -> list[Crossing]:
        """Return the thresholds reached by `now` and not yet fired, in order of time.

        With `before`, a breach exactly at `now` is left out: what happens in that very second may still keep
        the promise, which is met if stopped at or before due.
        """
        found = []
        for each in self.milestones:
            for threshold in self.terms.thresholds:
                at = each.crossing(threshold, calendar)
                if at is not None and (at < now or (at == now and not (before and threshold == BREACH))):
                    found.append(Crossing(each, threshold, at))
        return sorted(found, key=lambda crossing: (crossing.at, crossing.milestone.key, crossing.threshold))

    def next_crossing(self, calendar: BusinessCalendar) -> datetime | None:
        """Return when the next threshold of any milestone is reached, None while nothing runs."""
        times = (each.next_crossing(self.terms.thresholds, calendar) for each in self.milestones)
        return min((each for each in times if each is not None), default=None)

    def next_due(self, calendar: BusinessCalendar) -> datetime | None:
        """Return the nearest time at which a promise still open would be broken."""
        times = (each.due_at(calendar) for each in self.milestones if each.open)
        return min((each for each in times if each is not None), default=None)

    def find(self, key: str) -> Milestone | None:
        """Return the milestone with `key`."""
        return next((each for each in self.milestones if each.key == key), None)

    def latest(self) -> Mapping[MilestoneName, Milestone]:
        """Return the newest instance of each milestone."""
        return {each.name: each for each in self.milestones}

    def _change(self, names: Iterable[MilestoneName], change: Callable[[Milestone], Milestone]) -> "Clocks":
        wanted = set(names)
        milestones = tuple(change(each) if each.name in wanted else each for each in self.milestones)
        return self.model_copy(update={"milestones": milestones})
