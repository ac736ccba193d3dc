"""A milestone the slow way: a counter that goes up by one for every open minute in which nothing pauses it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from tests.reference.business_time import MINUTE, Reference

What = Literal["pause", "resume", "stop", "reopen"]


@dataclass
class ReferenceMilestone:
    """What became of a milestone by `until`, worked out minute by minute."""

    elapsed_minutes: int = 0
    breached_at: datetime | None = None
    crossed: dict[int, datetime] = field(default_factory=dict)
    paused: bool = False
    stopped: bool = False


def simulate(
    calendar: Reference,
    start: datetime,
    target_minutes: int,
    happenings: Sequence[tuple[datetime, What]],
    until: datetime,
    thresholds: Sequence[int],
) -> ReferenceMilestone:
    """Step through every minute from `start` to `until`; a happening counts from its minute on."""
    state = ReferenceMilestone()
    waiting = list(happenings)
    minute = start
    while True:
        # What is used up at the end of a minute is crossed then, but a stop or a pause in that very moment is first.
        while waiting and waiting[0][0] <= minute:
            _apply(state, waiting.pop(0)[1])
            _cross(state, minute, target_minutes, thresholds)
        if minute >= until:
            return state
        minute += MINUTE
        if calendar.is_open(minute - MINUTE) and not state.paused and not state.stopped:
            state.elapsed_minutes += 1
            held = state.elapsed_minutes == target_minutes and any(
                at == minute and what in {"stop", "pause"} for at, what in waiting
            )
            _cross(state, minute, target_minutes, [each for each in thresholds if each < 100 or not held])


def _cross(state: ReferenceMilestone, at: datetime, target: int, thresholds: Sequence[int]) -> None:
    if state.paused or state.stopped or state.breached_at is not None:
        return
    for threshold in sorted(thresholds):
        if state.elapsed_minutes * 100 >= threshold * target and threshold not in state.crossed:
            state.crossed[threshold] = at
            if threshold == 100:
                state.breached_at = at


def _apply(state: ReferenceMilestone, what: What) -> None:
    if what == "stop":
        state.stopped, state.paused = True, False
    elif what == "reopen":
        state.stopped = False
    elif what == "pause" and not state.stopped:
        state.paused = True
    elif what == "resume":
        state.paused = False
