"""A customer's contradiction."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, Desk, happens_once, names_bad, not_when, only_for_its_customer

REOPEN = f"POST /portal/cases/{CASE}/reopenings"
WHY = {"reason": "仍然报错"}


def test_it_is_for_its_customer(desk: Desk) -> None:
    only_for_its_customer(desk, REOPEN, WHY)


def test_a_reason_is_needed(desk: Desk) -> None:
    names_bad(desk, "buyer", REOPEN, {}, "reason")


def test_what_is_open_is_not_opened(desk: Desk) -> None:
    not_when(desk, "in_progress", "buyer", REOPEN, WHY, "hear")


def test_not_after_two_weeks(closed: Desk) -> None:
    closed.later("2026-03-16T02:00:01+00:00")
    problem(closed.call("buyer", REOPEN, WHY), 401, "not_signed_in")
    token = closed.does("admin", "POST /contacts/buyer/portal-tokens", {})["token"]
    answer = closed.twin.call(REOPEN, WHY, token=token)
    assert problem(answer, 409, "reopen_too_late")["facts"]["days"] == 14


@pytest.mark.requirement("R-228")
def test_work_on_it_goes_on(closed: Desk) -> None:
    shown = happens_once(closed, "buyer", REOPEN, WHY)
    assert (shown["status"], shown["closed_at"], shown["resolved_at"]) == ("new", None, None)
    case = closed.case()
    assert (case["status"], case["assignee_id"], case["reopened"]) == ("in_progress", "agent", 1)
    assert len(closed.told("agent", "case_reopened")) == 1
