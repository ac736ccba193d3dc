"""Closing a case."""

from tests.integration.cases.conftest import (
    AGENTS,
    CASE,
    SOLVED,
    Desk,
    happens_once,
    names_bad,
    not_when,
    only_for,
    refuses_stale,
)

CLOSE = f"POST /cases/{CASE}/closure"


def test_it_is_for_who_handles_cases(desk: Desk) -> None:
    only_for(desk, CLOSE, {}, *AGENTS)


def test_bad_reason_is_named(desk: Desk) -> None:
    names_bad(desk, "agent", CLOSE, {"reason": ""}, "reason")


def test_only_what_is_solved_is_closed(closed: Desk) -> None:
    not_when(closed, "closed", "agent", CLOSE, {}, "reopen")
    answer = closed.call("agent", f"POST /cases/{closed.opens()['number']}/closure", {})
    assert (answer.status, answer.json["code"]) == (409, "case_wrong_status")
    assert "resolve" in answer.json["facts"]["possible"]


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", CLOSE, {})


def test_it_is_over(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    case = happens_once(desk, "colleague", CLOSE, {"reason": "电话确认"})
    assert (case["status"], case["closed_at"], case["assignee_id"]) == ("closed", "2026-03-02T02:00:00Z", "agent")
    assert desk.events()[-1]["data"] == {"reason": "电话确认"}
    assert desk.does("agent", "GET /cases?view=queue&queue_id=general")["items"] == []
    assert desk.does("buyer", f"GET /portal/cases/{CASE}")["case"]["status"] == "closed"
    version = case["version"]
    desk.twin.advance(days=30)
    assert desk.case()["version"] == version, "nothing happens to what is over"
