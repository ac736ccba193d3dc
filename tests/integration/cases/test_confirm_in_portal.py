"""A customer's confirmation."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    CASE,
    SOLVED,
    Desk,
    happens_once,
    names_bad,
    not_when,
    only_for_its_customer,
)

CONFIRM = f"POST /portal/cases/{CASE}/closure"


def test_it_is_for_its_customer(desk: Desk) -> None:
    only_for_its_customer(desk, CONFIRM, {})


def test_bad_reason_is_named(desk: Desk) -> None:
    names_bad(desk, "buyer", CONFIRM, {"reason": ""}, "reason")


@pytest.mark.requirement("R-017")
def test_a_refusal_tells_no_more_than_the_portal(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/stops", {"reason": "内部排期"})
    not_when(desk, "in_progress", "buyer", CONFIRM, {}, "hear")
    refused = problem(desk.call("buyer", CONFIRM, {}), 409, "case_wrong_status")
    assert "stopped" not in str(refused)


def test_it_closes_the_case(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    shown = happens_once(desk, "buyer", CONFIRM, {"reason": "谢谢"})
    assert (shown["status"], shown["closed_at"]) == ("closed", "2026-03-02T02:00:00Z")
    assert desk.case()["status"] == "closed"
    assert desk.events()[-1]["actor"] == {"kind": "customer", "id": "buyer"}
