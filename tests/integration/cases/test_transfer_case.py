"""Handing a case to a colleague or into a queue."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    Desk,
    happens_once,
    names_bad,
    needs_the_handler,
    not_when,
    only_for,
    refuses_stale,
)

TRANSFER = f"POST /cases/{CASE}/transfers"
TO_COLLEAGUE = {"assignee_id": "colleague", "reason": "更熟悉该产品"}


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    only_for(desk, TRANSFER, TO_COLLEAGUE, *AGENTS)
    needs_the_handler(desk, TRANSFER, TO_COLLEAGUE)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"assignee_id": "colleague"}, "reason"),
        ({"reason": "x"}, "body"),
        (TO_COLLEAGUE | {"queue_id": "general"}, "body"),
        (TO_COLLEAGUE | {"assignee_id": "a b"}, "assignee_id"),
        (TO_COLLEAGUE | {"over_capacity": "perhaps"}, "over_capacity"),
    ],
)
def test_bad_member_is_named(desk: Desk, body: dict[str, Any], field: str) -> None:
    names_bad(desk, "agent", TRANSFER, body, field)


@pytest.mark.requirement("R-118")
@pytest.mark.parametrize("user", ["nobody", "knowledge_manager", "admin"])
def test_only_who_handles_cases_can_be_given_one(desk: Desk, user: str) -> None:
    refused = problem(desk.call("agent", TRANSFER, TO_COLLEAGUE | {"assignee_id": user}), 422, "unknown_assignee")
    assert refused["facts"] == {"field": "assignee_id", "id": user}


def test_queue_must_exist(desk: Desk) -> None:
    refused = problem(desk.call("agent", TRANSFER, {"queue_id": "nowhere", "reason": "x"}), 422, "unknown_queue")
    assert refused["facts"] == {"field": "queue_id", "id": "nowhere"}


def test_what_is_over_is_handed_to_nobody(closed: Desk) -> None:
    not_when(closed, "closed", "agent", TRANSFER, TO_COLLEAGUE, "reopen")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", TRANSFER, TO_COLLEAGUE)


@pytest.mark.requirement("R-118")
def test_the_colleague_has_it_and_both_are_told(desk: Desk) -> None:
    case = happens_once(desk, "supervisor", TRANSFER, TO_COLLEAGUE)
    assert (case["assignee_id"], case["status"], case["accepted_at"]) == ("colleague", "in_progress", None)
    assert (desk.load("agent"), desk.load("colleague")) == (0, 1)
    assert len(desk.told("colleague", "case_assigned")) == 1
    assert len(desk.told("agent", "case_unassigned")) == 1


def test_to_who_has_it_already_changes_nothing(desk: Desk) -> None:
    before = desk.case()
    same = {"assignee_id": "agent", "reason": "x"}
    assert desk.does("agent", TRANSFER, same) == before
    assert desk.case() == before


@pytest.mark.requirement("R-118", "R-116")
def test_a_full_colleague_is_refused_to_all_but_an_insisting_supervisor(desk: Desk) -> None:
    version = str(desk.does("admin", "GET /users/colleague")["version"])
    desk.does("admin", "PATCH /users/colleague", {"capacity": 0}, If_Match=version)
    insisting = TO_COLLEAGUE | {"over_capacity": True}
    for who, body in (("agent", TO_COLLEAGUE), ("agent", insisting), ("supervisor", TO_COLLEAGUE)):
        refused = problem(desk.call(who, TRANSFER, body), 409, "at_capacity")
        assert refused["facts"] == {"user_id": "colleague", "capacity": 0}
    assert desk.case()["assignee_id"] == "agent"
    assert desk.does("supervisor", TRANSFER, insisting)["assignee_id"] == "colleague"


def test_waiting_ends_when_it_is_handed_over(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/waits", {"wait_for": "third_party", "asked": "?"})
    case = desk.does("agent", TRANSFER, TO_COLLEAGUE)
    assert (case["status"], case["wait"]) == ("in_progress", None)
    assert {each["state"] for each in case["milestones"]} == {"running"}


def test_in_a_queue_it_is_routed_anew(desk: Desk) -> None:
    desk.does("colleague", "PUT /users/colleague/presence", {"presence": "online"})
    desk.does("agent", "PUT /users/agent/presence", {"presence": "away"})
    case = desk.does("agent", TRANSFER, {"queue_id": "priority", "reason": "需要专家"})
    assert (case["status"], case["assignee_id"], case["queue_id"]) == ("new", None, "priority")
    assert desk.case()["assignee_id"] == "colleague"
