"""Waiting for the customer or a third party."""

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

WAIT = f"POST /cases/{CASE}/waits"
ASKED = {"wait_for": "customer", "asked": "请提供日志"}


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    only_for(desk, WAIT, ASKED, *AGENTS)
    needs_the_handler(desk, WAIT, ASKED)


@pytest.mark.parametrize(
    ("member", "value"),
    [("wait_for", "godot"), ("asked", "  "), ("until_at", "2026-03-03T09:00:00"), ("colour", "red")],
)
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "agent", WAIT, ASKED | {member: value}, member)


def test_what_is_asked_cannot_have_come_already(desk: Desk) -> None:
    body = ASKED | {"until_at": "2026-03-02T02:00:00Z"}
    assert problem(desk.call("agent", WAIT, body), 422, "wait_in_the_past")["facts"]["field"] == "until_at"


def test_what_is_over_waits_for_nobody(closed: Desk) -> None:
    not_when(closed, "closed", "agent", WAIT, ASKED, "reopen")


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", WAIT, ASKED)


@pytest.mark.requirement("R-125", "R-206")
def test_it_asks_once_and_the_clocks_stand_still(desk: Desk) -> None:
    case = happens_once(desk, "agent", WAIT, ASKED | {"until_at": "2026-03-04T10:00:00+08:00"})
    assert case["status"] == "waiting_customer"
    assert case["wait"] == ASKED | {
        "until_at": "2026-03-04T02:00:00Z",
        "expired": False,
        "remind_at": ["2026-03-03T02:00:00Z", "2026-03-04T02:00:00Z"],
        "reminded": 0,
        "close_at": "2026-03-07T02:00:00Z",
        "policy": "default@0",
    }
    states = {each["milestone"]: (each["state"], each["paused_by"]) for each in case["milestones"]}
    assert states == {
        "first_response": ("running", []),
        "restore": ("paused", ["customer"]),
        "resolution": ("paused", ["customer"]),
    }
    assert [each["state"] for each in desk.told("buyer", "case_waiting", "email")] == ["sent"]
    assert "请提供日志" in desk.mails("buyer@acme.example")[-1]


def test_a_third_party_is_waited_for_without_a_word_to_the_customer(desk: Desk) -> None:
    case = desk.does("supervisor", WAIT, {"wait_for": "third_party", "asked": "供应商的回复"})
    assert (case["status"], case["wait"]["wait_for"]) == ("waiting_third_party", "third_party")
    assert desk.told("buyer", "case_waiting", "email") == []
    shown = desk.does("buyer", f"GET /portal/cases/{CASE}")
    assert shown["case"]["status"] == "in_progress"
    assert "供应商" not in str(shown)
