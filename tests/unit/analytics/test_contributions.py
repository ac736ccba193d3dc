"""What contributions move in the counters."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crm.analytics.contributions import Cell, Contribution, moves

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


@st.composite
def contributions(draw: st.DrawFn) -> list[Contribution]:
    """Return what a subject may contribute at some moment of its life."""
    found = []
    for key in range(draw(st.integers(0, 4))):
        metric = draw(st.sampled_from(["task_acceptance_rate@1", "tasks_overdue@1", "task_push_delay@1"]))
        found.append(
            Contribution(
                metric=metric,
                key=str(key),
                at=MONDAY + timedelta(minutes=draw(st.integers(0, 5000))),
                amount=draw(st.integers(0, 100_000)),
                assignee_id=draw(st.sampled_from([None, "rep", "peer"])),
                team_id=draw(st.sampled_from([None, "sales"])),
                dimensions={"priority": "high", "still": "open"} if metric.startswith("tasks_overdue") else {},
            )
        )
    return found


@given(life=st.lists(contributions(), min_size=1, max_size=6))
def test_step_by_step_comes_to_the_same_as_at_once(life: list[list[Contribution]]) -> None:
    counted: dict[Cell, Counter[str]] = {}
    before: list[Contribution] = []
    for after in life:
        for cell, members in moves(before, after).items():
            counted.setdefault(cell, Counter()).update(members)
        before = after
    at_once = {cell: dict(members) for cell, members in moves([], life[-1]).items()}
    stepwise = {cell: {name: by for name, by in members.items() if by} for cell, members in counted.items()}
    assert {cell: members for cell, members in stepwise.items() if members} == at_once


@given(same=contributions())
def test_what_stays_moves_nothing(same: list[Contribution]) -> None:
    assert moves(same, same) == {}
