"""Showing customers their case."""

import pytest

from tests.integration.cases.conftest import CASE, SOLVED, Desk, only_for_its_customer

SHOW = f"GET /portal/cases/{CASE}"


@pytest.mark.requirement("R-007")
def test_it_is_for_its_customer(desk: Desk) -> None:
    only_for_its_customer(desk, SHOW)


@pytest.mark.requirement("R-017")
def test_it_shows_each_step_at_once_and_nothing_internal(desk: Desk) -> None:
    shown = desk.does("buyer", SHOW)
    assert [(each["kind"], each["text"]) for each in shown["entries"]] == [("assigned", None), ("opened", "登录后报错")]
    assert (shown["case"]["status"], shown["case"]["response_due_at"]) == ("in_progress", "2026-03-02T03:00:00Z")
    desk.does("agent", f"POST /cases/{CASE}/notes", {"body": "内部"})
    desk.does("agent", f"POST /cases/{CASE}/escalations", {"level": 1, "reason": "内部原因"})
    desk.call("supervisor", f"POST /cases/{CASE}/resolution", SOLVED)
    shown = desk.does("buyer", SHOW)
    assert (shown["case"]["status"], shown["case"]["solution"]) == ("resolved", SOLVED["solution"])
    assert shown["case"]["resolution_due_at"] is None
    assert [each["kind"] for each in shown["entries"]] == ["resolved", "assigned", "opened"]
    assert not {"内部", "supervisor", "agent", "general"} & set(str(shown).replace("'", " ").split())


def test_what_is_asked_of_the_customer_stands_there(desk: Desk) -> None:
    wait = {"wait_for": "customer", "asked": "请提供日志", "until_at": "2026-03-04T02:00:00Z"}
    desk.does("agent", f"POST /cases/{CASE}/waits", wait)
    shown = desk.does("buyer", SHOW)
    assert (shown["case"]["asked"], shown["case"]["answer_until_at"]) == ("请提供日志", "2026-03-04T02:00:00Z")
    assert shown["entries"][0] | {"at": None} == {
        "at": None,
        "kind": "asked",
        "text": "请提供日志",
        "attachment_ids": [],
    }
