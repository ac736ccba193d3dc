"""Relating cases to each other."""

from itertools import permutations

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    Desk,
    happens_once,
    names_bad,
    needs_the_handler,
    only_for,
    refuses_stale,
)

RELATE = f"POST /cases/{CASE}/relations"


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    other = {"relation": "related_to", "case_id": desk.opens()["case_id"]}
    only_for(desk, RELATE, other, *AGENTS)
    needs_the_handler(desk, RELATE, other)


def test_bad_member_is_named(desk: Desk) -> None:
    names_bad(desk, "agent", RELATE, {"relation": "duplicate_of", "case_id": "C-000002"}, "relation")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", RELATE, {"relation": "related_to", "case_id": desk.opens()["case_id"]})


def test_the_other_case_must_be_there_and_another(desk: Desk) -> None:
    body = {"relation": "related_to", "case_id": "C-999999"}
    assert problem(desk.call("agent", RELATE, body), 404, "not_found")["facts"]["id"] == "C-999999"
    for same in (CASE, desk.case_id):
        problem(desk.call("agent", RELATE, body | {"case_id": same}), 422, "related_to_itself")


@pytest.mark.requirement("R-153")
@pytest.mark.parametrize(
    ("relation", "inverse"),
    [
        ("related_to", "related_to"),
        ("caused_by", "causes"),
        ("parent_of", "child_of"),
        ("follow_up_of", "followed_up_by"),
    ],
)
def test_both_tell_it_or_neither_does(desk: Desk, relation: str, inverse: str) -> None:
    other = desk.opens()
    happens_once(desk, "supervisor", RELATE, {"relation": relation, "case_id": other["number"]})
    mine, theirs = desk.events()[-1], desk.events(other["number"])[-1]
    assert (mine["type"], mine["data"]["relation"], mine["data"]["number"]) == (
        "CaseRelated",
        relation,
        other["number"],
    )
    assert (theirs["data"]["relation"], theirs["data"]["number"]) == (inverse, CASE)
    for number, kind, related in ((CASE, relation, other["number"]), (other["number"], inverse, CASE)):
        (row,) = desk.does("agent", f"GET /cases/{number}/relations")["items"]
        assert (row["relation"], row["number"], row["related_by"]) == (kind, related, "supervisor")


@pytest.mark.parametrize("relation", ["related_to", "caused_by", "child_of"])
def test_it_holds_once(desk: Desk, relation: str) -> None:
    body = {"relation": relation, "case_id": desk.opens()["number"]}
    desk.does("agent", RELATE, body)
    before = desk.stored()
    problem(desk.call("agent", RELATE, body), 409, "already_related")
    assert desk.stored() == before


@pytest.mark.parametrize(("below", "above"), [("caused_by", "causes"), ("child_of", "parent_of")])
def test_there_are_no_chains_no_circles_and_one_above(desk: Desk, below: str, above: str) -> None:
    numbers = [CASE, *(desk.opens()["number"] for _ in range(2))]
    desk.does("supervisor", f"POST /cases/{numbers[0]}/relations", {"relation": below, "case_id": numbers[1]})
    refused = {}
    for one, other in permutations(numbers, 2):
        if (one, other) == (numbers[0], numbers[1]) or (one, other) == (numbers[2], numbers[1]):
            continue
        body = {"relation": below, "case_id": other}
        answer = desk.call("supervisor", f"POST /cases/{one}/relations", body)
        facts = problem(answer, 409, "relation_refused")["facts"]
        refused[numbers.index(one), numbers.index(other)] = facts["because"]
    assert refused == {(0, 2): "has_one", (1, 0): "chain", (1, 2): "chain", (2, 0): "chain"}
    desk.does("supervisor", f"POST /cases/{numbers[1]}/relations", {"relation": above, "case_id": numbers[2]})
