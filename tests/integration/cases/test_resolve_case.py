"""Solving a case."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    SOLVED,
    Desk,
    happens_once,
    names_bad,
    needs_the_handler,
    not_when,
    only_for,
    refuses_stale,
)

RESOLVE = f"POST /cases/{CASE}/resolution"


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    only_for(desk, RESOLVE, SOLVED, *AGENTS)
    needs_the_handler(desk, RESOLVE, SOLVED)


@pytest.mark.parametrize(
    ("member", "value"), [("solution", " "), ("cause_code", ""), ("article_id", "a b"), ("status", "closed")]
)
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "agent", RESOLVE, SOLVED | {member: value}, member)


def test_cause_must_be_in_the_list(desk: Desk) -> None:
    refused = problem(desk.call("agent", RESOLVE, SOLVED | {"cause_code": "moon"}), 422, "unknown_cause")
    assert refused["facts"]["known"] == ["defect", "configuration", "usage", "third_party", "other"]


def test_what_is_over_is_solved_no_more(closed: Desk) -> None:
    not_when(closed, "closed", "agent", RESOLVE, SOLVED, "reopen")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", RESOLVE, SOLVED)


@pytest.mark.requirement("R-191")
def test_every_clock_stops_and_the_customer_is_told_once(desk: Desk) -> None:
    case = happens_once(desk, "agent", RESOLVE, SOLVED | {"article_id": "kb-1"})
    assert (case["status"], case["solution"], case["cause_code"], case["article_id"]) == (
        "resolved",
        "更换密钥",
        "configuration",
        "kb-1",
    )
    assert {each["state"] for each in case["milestones"]} == {"met"}
    assert (case["first_response_at"], case["resolved_at"], case["due_at"]) == (
        "2026-03-02T02:00:00Z",
        "2026-03-02T02:00:00Z",
        None,
    )
    assert len(desk.told("buyer", "case_resolved", "email")) == 1
    assert desk.load("agent") == 0
    assert desk.does("agent", "GET /cases?view=mine")["items"] == []


def test_a_supervisor_who_solves_what_nobody_has_has_accepted_it(desk: Desk) -> None:
    desk.in_queue()
    case = desk.does("supervisor", RESOLVE, SOLVED)
    assert (case["assignee_id"], case["status"]) == ("supervisor", "resolved")
    assert desk.load("supervisor") == 0
    assert [each["type"] for each in desk.events()][-2:] == ["CaseAccepted", "CaseResolved"]


def test_it_closes_by_itself_unless_the_desk_wants_otherwise(desk: Desk) -> None:
    desk.set("cases.handling", close_resolved_after_days=None)
    desk.does("agent", RESOLVE, SOLVED)
    desk.twin.advance(days=60)
    assert desk.case()["status"] == "resolved"


@pytest.mark.requirement("R-133")
@pytest.mark.parametrize("missing", ["solution", "cause_code"])
def test_solution_and_cause_are_both_needed(desk: Desk, missing: str) -> None:
    before = desk.stored()
    names_bad(desk, "agent", RESOLVE, {name: value for name, value in SOLVED.items() if name != missing}, missing)
    names_bad(desk, "agent", RESOLVE, SOLVED | {missing: "  "}, missing)
    assert desk.stored() == before
