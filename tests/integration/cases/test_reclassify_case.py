"""Changing impact, urgency or category."""

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

RECLASSIFY = f"POST /cases/{CASE}/reclassifications"
WIDER = {"impact": "high", "urgency": "critical", "reason": "全部门店受影响"}


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    only_for(desk, RECLASSIFY, WIDER, *AGENTS)
    needs_the_handler(desk, RECLASSIFY, WIDER)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"impact": "high"}, "reason"),
        ({"impact": "vast", "reason": "x"}, "impact"),
        ({"priority": "P1", "reason": "x", "impact": "low"}, "priority"),
        ({"category": "a/b/c/d", "reason": "x"}, "category"),
        ({"reason": "x"}, "body"),
    ],
)
def test_bad_member_is_named(desk: Desk, body: dict[str, Any], field: str) -> None:
    names_bad(desk, "agent", RECLASSIFY, body, field)


@pytest.mark.requirement("R-171")
def test_category_must_be_in_the_tree(desk: Desk) -> None:
    refused = problem(
        desk.call("agent", RECLASSIFY, {"category": "account/moon", "reason": "x"}), 422, "unknown_category"
    )
    assert refused["facts"] == {"field": "category", "category": "account/moon"}


def test_what_is_over_stays_as_it_was(closed: Desk) -> None:
    not_when(closed, "closed", "agent", RECLASSIFY, WIDER, "reopen")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", RECLASSIFY, WIDER)


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    before = desk.case()
    same = {"impact": before["impact"], "urgency": before["urgency"], "reason": "x"}
    assert desk.does("agent", RECLASSIFY, same)["version"] == before["version"]


@pytest.mark.requirement("R-122", "R-172")
def test_priority_and_promise_follow(desk: Desk) -> None:
    desk.twin.advance(minutes=10)
    case = happens_once(desk, "agent", RECLASSIFY, WIDER)
    assert (case["priority"], case["sla_policy"]) == ("P1", "standard@0")
    due = {each["milestone"]: (each["target_seconds"], each["due_at"]) for each in case["milestones"]}
    assert due["first_response"] == (900, "2026-03-02T02:15:00Z")
    assert due["resolution"] == (4 * 3600, "2026-03-02T06:00:00Z")
    kinds = [each["type"] for each in desk.events()][-3:]
    assert kinds == ["CaseReclassified", "CaseRetargeted", "ThresholdReached"]
    reclassified = next(each for each in desk.events() if each["type"] == "CaseReclassified")["data"]
    assert (reclassified["reason"], reclassified["priority_before"], reclassified["priority"]) == (
        "全部门店受影响",
        "P2",
        "P1",
    )


def test_another_category_alone_keeps_the_promise(desk: Desk) -> None:
    before = desk.case()
    case = desk.does("supervisor", RECLASSIFY, {"category": "integration/api", "reason": "归类有误"})
    assert case["category"] == "integration/api"
    assert case["milestones"] == before["milestones"]
