"""Cases merged and parted at random: nothing is missing, and what is taken back is what it was."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cases import merges
from crm.cases.case import Case
from crm.cases.events import CaseOpened, CaseReleased, CaseUnmerged, Tally, WatcherAdded
from crm.cases.evolution import evolve, opened
from crm.cases.merges import Grounds
from crm.cases.sla.clocks import Terms
from crm.cases.sla.milestone import Target
from crm.core.calendar import BusinessCalendar

BEGAN = datetime(2026, 3, 2, 2, tzinfo=UTC)
LATER = BEGAN + timedelta(minutes=7)
PEOPLE = ("ann", "bob", "cai", "dee")
TERMS = Terms(
    policy="standard@0",
    calendar="always@0",
    targets={"first_response": Target(seconds=3600), "resolution": Target(seconds=7200)},
    pauses={},
    thresholds=(50, 100),
)

_ALWAYS = BusinessCalendar("UTC", dict.fromkeys(range(7), ((0, 24 * 3600),)), {})


def _calendars(_: str) -> BusinessCalendar:
    return _ALWAYS


def _case(number: int, watchers: frozenset[str]) -> Case:
    event = CaseOpened(
        number=f"C-{number:06d}",
        title="x",
        description="x",
        case_type="question",
        channel="portal",
        category="other",
        impact="low",
        urgency="low",
        priority="P4",
        contact_id="buyer",
        customer_level="standard",
        language="en",
        zone="Asia/Shanghai",
        queue_id="general",
        terms=TERMS,
    )
    case = opened(f"case_{number}", event, BEGAN, _calendars)
    for user_id in sorted(watchers):
        case = _after(case, WatcherAdded(user_id=user_id))
    return case


def _after(case: Case, event: Any) -> Case:
    return evolve(case, event, LATER, _calendars)


def _tally(case: Case) -> Tally:
    return Tally(
        messages=1 + sum(each.messages for each in case.absorbed),
        attachments=0,
        watchers=len(case.watchers),
        collaborators=len(case.collaborators),
    )


def _merged(case: Case, main: Case) -> tuple[Case, Case]:
    gone, took = merges.between(case, main, Grounds("manual", "x"), _tally(main), _tally(case), LATER)
    return _after(case, gone), _after(main, took)


def _parted(case: Case, main: Case) -> tuple[Case, Case]:
    back = CaseUnmerged(from_id=main.id, from_number=main.number, reason="x")
    released = CaseReleased(case_id=case.id, number=case.number, reason="x")
    return _after(case, back), _after(main, released)


def _state(case: Case) -> str:
    return case.model_dump_json(exclude={"version", "updated_at"})


_DESKS = st.lists(st.frozensets(st.sampled_from(PEOPLE)), min_size=2, max_size=6)
_PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12)


@pytest.mark.requirement("R-114")
@given(_DESKS, _PAIRS)
def test_random_merges_lose_nothing_and_are_taken_back_in_turn(
    desk: list[frozenset[str]], pairs: list[tuple[int, int]]
) -> None:
    cases = {f"case_{number}": _case(number, watchers) for number, watchers in enumerate(desk)}
    everybody = frozenset().union(*desk)
    history: list[tuple[str, str, str, str]] = []
    for one, other in pairs:
        case, main = (cases.get(f"case_{each}") for each in (one, other))
        if case is None or main is None or case is main or case.merge is not None or main.merge is not None:
            continue
        history.append((case.id, main.id, _state(case), _state(main)))
        cases[case.id], cases[main.id] = _merged(case, main)
        standing = [each for each in cases.values() if each.merge is None]
        held = [each for main_case in standing for each in main_case.partitions]
        assert sorted(held) == sorted(cases), "each history is shown once"
        assert frozenset(each for main_case in standing for each in main_case.watchers) == everybody
        assert sum(_tally(each).messages for each in standing) == len(cases)
        assert all(not each.open for gone in cases.values() if gone.merge for each in gone.clocks.milestones)
        assert all(gone.wake_at is None for gone in cases.values() if gone.merge)
    for case_id, main_id, case_before, main_before in reversed(history):
        cases[case_id], cases[main_id] = _parted(cases[case_id], cases[main_id])
        assert (_state(cases[case_id]), _state(cases[main_id])) == (case_before, main_before)


@given(st.lists(st.frozensets(st.sampled_from(PEOPLE)), min_size=2, max_size=5), st.permutations(range(5)))
def test_in_whatever_order_they_are_taken_back_the_main_case_has_its_own_followers(
    desk: list[frozenset[str]], order: list[int]
) -> None:
    main = _case(99, frozenset({"ann"}))
    cases = [_case(number, watchers) for number, watchers in enumerate(desk)]
    for number, case in enumerate(cases):
        cases[number], main = _merged(case, main)
    for number in order:
        if number < len(cases):
            cases[number], main = _parted(cases[number], main)
            left = [cases[each].merge for each in range(len(cases))]
            still = frozenset({"ann"}).union(*(desk[each] for each in range(len(cases)) if left[each] is not None))
            assert frozenset(main.watchers) == still
    assert main.watchers == ("ann",)
