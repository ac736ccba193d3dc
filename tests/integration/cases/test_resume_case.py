"""Going on after waiting or a stop."""

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

RESUME = f"POST /cases/{CASE}/resumptions"


@pytest.fixture
def stopped(desk: Desk) -> Desk:
    desk.does("agent", f"POST /cases/{CASE}/stops", {"reason": "停机"})
    return desk


def test_it_is_for_who_handles_the_case(stopped: Desk) -> None:
    only_for(stopped, RESUME, {}, *AGENTS)
    needs_the_handler(stopped, RESUME, {})


def test_bad_reason_is_named(stopped: Desk) -> None:
    names_bad(stopped, "agent", RESUME, {"reason": ""}, "reason")


def test_what_goes_on_cannot_be_resumed(desk: Desk) -> None:
    refused = problem(desk.call("agent", RESUME, {}), 409, "case_wrong_status")
    assert refused["facts"]["action"] == "resume"
    assert {"stop_work", "wait_customer"} < set(refused["facts"]["possible"])


def test_a_stale_version_is_refused(stopped: Desk) -> None:
    refuses_stale(stopped, "agent", RESUME, {})


@pytest.mark.requirement("R-036")
def test_the_clocks_go_on_where_they_stood(desk: Desk) -> None:
    desk.answers()
    desk.twin.advance(minutes=20)
    desk.does("agent", f"POST /cases/{CASE}/waits", {"wait_for": "customer", "asked": "?"})
    desk.twin.advance(days=3)
    case = happens_once(desk, "agent", RESUME, {"reason": "电话里答复了"})
    assert (case["status"], case["wait"], case["stop_reason"]) == ("in_progress", None, None)
    resolution = next(each for each in case["milestones"] if each["milestone"] == "resolution")
    assert (resolution["state"], resolution["elapsed_seconds"], resolution["paused_by"]) == ("running", 1200, [])
    resumed = next(each for each in desk.events() if each["type"] == "CaseResumed")
    assert resumed["data"] == {"reason": "电话里答复了"}
