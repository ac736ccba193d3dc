"""The pure rules of the desk's comfort: relations, samples, deadlines, discontent."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cases.follow_ups import Voice, answer_to
from crm.cases.relations import INVERSE, RELATIONS_LIMIT, Standing, refusal
from crm.cases.samples import drawn
from crm.cases.settings.follow_ups import FollowUps
from crm.cases.settings.waiting import Waiting
from crm.cases.vocabulary import Relation
from crm.cases.waiting import planned

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
MOVES = st.lists(
    st.tuples(st.sampled_from(RELATIONS), st.integers(0, 4), st.integers(0, 4)).filter(lambda each: each[1] != each[2]),
    max_size=40,
)
IDS = st.sets(st.text("ABCDEF0123456789", min_size=4, max_size=8), max_size=60)


def _standing(edges: set[tuple[Relation, int, int]], case: int) -> Standing:
    mine = {(relation, other) for relation, one, other in edges if one == case}

    def above(relation: Relation) -> str | None:
        return next((str(other) for kind, other in mine if kind == relation), None)

    def count(relation: Relation) -> int:
        return sum(kind == relation for kind, _ in mine)

    others = len(mine) - count("causes")
    return Standing(str(case), above("caused_by"), count("causes"), above("child_of"), count("parent_of"), others)


@given(MOVES)
def test_whatever_is_related_there_are_no_chains_and_one_above(moves: Any) -> None:
    edges: set[tuple[Relation, int, int]] = set()
    for relation, one, other in moves:
        why = refusal(relation, _standing(edges, one), _standing(edges, other))
        assert why == refusal(INVERSE[relation], _standing(edges, other), _standing(edges, one))
        if why is None:
            edges |= {(relation, one, other), (INVERSE[relation], other, one)}
    for below in ("caused_by", "child_of"):
        has = {one for kind, one, _ in edges if kind == below}
        assert all(sum((kind, one) == (below, each) for kind, one, _ in edges) == 1 for each in has)
        assert has.isdisjoint({other for kind, _, other in edges if kind == below})


def test_only_what_a_fault_caused_is_without_limit() -> None:
    free, full = Standing("a", None, 0, None, 0, 0), Standing("b", None, 500, None, 0, RELATIONS_LIMIT)
    assert refusal("caused_by", free, full) is None
    assert refusal("related_to", free, full) == "too_many"
    assert refusal("caused_by", full._replace(causes=0), free) == "too_many"


@given(IDS, st.text(max_size=5), st.integers(1, 70), st.randoms())
def test_a_sample_depends_on_seed_and_cases_alone_and_grows_by_adding(
    ids: set[str], seed: str, n: int, dice: Any
) -> None:
    shuffled = list(ids)
    dice.shuffle(shuffled)
    chosen = drawn(shuffled, seed, n, None)
    assert chosen == drawn(ids, seed, n, None)
    assert len(set(chosen)) == len(chosen) == min(n, len(ids))
    assert drawn(ids, seed, n + 1, None)[: len(chosen)] == chosen
    assert drawn(ids, seed, None, 100) == drawn(ids, seed, len(ids), None)


@given(st.sets(st.integers(0, 10**6), max_size=40), st.integers(1, 100))
def test_a_share_is_rounded_up(numbers: set[int], percent: int) -> None:
    chosen = drawn(map(str, numbers), "x", None, percent)
    assert len(numbers) * percent <= len(chosen) * 100 < len(numbers) * percent + 100


@given(
    st.lists(st.integers(0, 10**6), max_size=5),
    st.lists(st.integers(0, 10**6), max_size=5),
    st.none() | st.integers(0, 10**6),
    st.integers(1, 10**6),
)
def test_reminders_come_in_order_after_now_and_before_the_end(
    before: list[int], after: list[int], close: int | None, ahead: int
) -> None:
    policy = Waiting(remind_before_seconds=tuple(before), remind_after_seconds=tuple(after), close_after_seconds=close)
    plan = planned(policy, NOW + timedelta(seconds=ahead), NOW)
    assert list(plan.remind_at) == sorted(set(plan.remind_at))
    assert all(each > NOW for each in plan.remind_at)
    if close is None:
        assert plan.close_at is None
    else:
        assert plan.close_at == NOW + timedelta(seconds=ahead + close)
        assert all(each < plan.close_at for each in plan.remind_at)


def test_without_a_deadline_there_is_nothing_to_plan() -> None:
    assert planned(Waiting(), None, NOW) == (None, (), None)


@pytest.mark.parametrize(
    ("origin", "score", "complaint", "answer"),
    [
        ("followup", 2, False, "case"),
        ("followup", 3, False, "nothing"),
        ("followup", None, False, "nothing"),
        ("followup", 5, True, "escalation"),
        ("followup", None, True, "escalation"),
        ("survey", 1, False, "nothing"),
    ],
)
def test_a_complaint_counts_for_more_than_a_score(origin: Any, score: int | None, complaint: bool, answer: str) -> None:
    assert answer_to(Voice("r", origin, score, complaint, None), FollowUps()) == answer
