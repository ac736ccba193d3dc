"""Milestones against the reference that counts minute by minute (R-032)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.cases.sla.clocks import Clocks, Terms
from crm.cases.sla.milestone import Milestone, Target
from crm.core.calendar import BusinessCalendar
from tests.reference.business_time import Reference
from tests.reference.milestones import What, simulate
from tests.unit.core.test_calendar_properties import situations

THRESHOLDS = (50, 75, 90, 100)
TERMS = Terms(
    policy="p@1",
    calendar="c@1",
    targets={"resolution": Target(seconds=1)},
    pauses={"resolution": ("customer",)},
    thresholds=THRESHOLDS,
)
Situation = tuple[Reference, BusinessCalendar, datetime]
WHATS: st.SearchStrategy[What] = st.sampled_from(["pause", "resume", "stop", "reopen"])
happenings = st.dictionaries(st.integers(1, 2000), WHATS, max_size=6)


def run(
    engine: BusinessCalendar,
    start: datetime,
    target_seconds: int,
    what_happens: list[tuple[datetime, What]],
    until: datetime,
) -> tuple[Clocks, dict[int, datetime]]:
    """Run the engine as the desk does: catch up, then let happen; at the end, the timer."""
    milestone = Milestone(name="resolution", target_seconds=target_seconds, started_at=start, as_of=start)
    clocks, crossed = Clocks(terms=TERMS, milestones=(milestone,)), dict[int, datetime]()

    def catch_up(now: datetime, *, before: bool) -> None:
        nonlocal clocks
        for crossing in clocks.crossings(now, engine, before=before):
            crossed[crossing.threshold] = crossing.at
            clocks = clocks.fired(crossing.milestone.key, crossing.threshold, crossing.at)

    for at, what in what_happens:
        catch_up(at, before=True)
        if what == "pause":
            clocks = clocks.paused("customer", at, engine)
        elif what == "resume":
            clocks = clocks.resumed(at, engine)
        elif what == "stop":
            clocks = clocks.resolved(at, engine)
        else:
            clocks = clocks.reopened(at)
    catch_up(until, before=False)
    return clocks, crossed


@pytest.mark.requirement("R-032", "R-228", "R-036")
@settings(max_examples=200, deadline=None)
@given(situations(), st.integers(1, 45).map(lambda twenties: twenties * 20), happenings, st.integers(1, 2200))
def test_engine_agrees_with_counting_minutes(
    situation: Situation, target: int, what: dict[int, What], length: int
) -> None:
    reference, engine, start = situation
    until = start + timedelta(minutes=length)
    happened = [(start + timedelta(minutes=minute), each) for minute, each in sorted(what.items()) if minute <= length]
    expected = simulate(reference, start, target, happened, until, THRESHOLDS)
    clocks, crossed = run(engine, start, target * 60, happened, until)
    milestone = clocks.milestones[0]
    assert milestone.elapsed(until, engine) == expected.elapsed_minutes * 60
    assert crossed == expected.crossed
    assert milestone.breached_at == expected.breached_at
    assert bool(milestone.paused_by) == expected.paused
    assert (milestone.stopped_at is not None) == expected.stopped


@settings(max_examples=200, deadline=None)
@given(situations(), st.integers(60, 50_000), happenings)
def test_nothing_falls_due_while_paused(situation: Situation, target: int, what: dict[int, What]) -> None:
    _, engine, start = situation
    happened = [(start + timedelta(minutes=minute), each) for minute, each in sorted(what.items())]
    last = happened[-1][0] if happened else start
    clocks, _ = run(engine, start, target, [*happened, (last, "pause")], last)
    milestone = clocks.milestones[0]
    if milestone.stopped_at is not None or milestone.breached_at is not None:
        return
    later = last + timedelta(days=30)
    assert milestone.due_at(engine) is None
    assert clocks.next_crossing(engine) is None
    assert clocks.crossings(later, engine) == []
    assert milestone.remaining(later, engine) == milestone.remaining(last, engine)


@settings(max_examples=200, deadline=None)
@given(situations(), st.integers(60, 50_000), st.integers(60, 50_000), st.integers(0, 1500))
def test_retargeting_keeps_the_time_used(situation: Situation, old: int, new: int, minutes: int) -> None:
    _, engine, start = situation
    now = start + timedelta(minutes=minutes)
    milestone = Milestone(name="resolution", target_seconds=old, started_at=start, as_of=start)
    used = milestone.elapsed(now, engine)
    after = milestone.retargeted(new, False, now, engine)
    assert after.elapsed(now, engine) == used
    assert after.remaining(now, engine) == new - used
    due = after.due_at(engine)
    assert due is not None
    assert due >= now.replace(microsecond=0)
    assert after.elapsed(due, engine) == max(used, new)


@settings(max_examples=150, deadline=None)
@given(situations(), st.integers(1, 5))
def test_business_days_end_at_the_same_point(situation: Situation, days: int) -> None:
    reference, engine, start = situation
    seconds, at_opening = Target(business_days=days).measured(start, engine)
    milestone = Milestone(
        name="resolution", target_seconds=seconds, ends_at_opening=at_opening, started_at=start, as_of=start
    )
    assert milestone.due_at(engine) == reference.add_days(start, days)
