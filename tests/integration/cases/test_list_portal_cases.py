"""A customer's own cases."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, Desk

LIST = "GET /portal/cases"


def test_it_is_for_customers(desk: Desk) -> None:
    problem(desk.call(None, LIST), 401, "not_signed_in")
    problem(desk.call("agent", LIST), 401, "not_signed_in")


def test_a_cursor_belongs_to_its_customer(desk: Desk) -> None:
    desk.opens()
    cursor = desk.does("buyer", f"{LIST}?limit=1")["next_cursor"]
    problem(desk.call("stranger", f"{LIST}?cursor={cursor}"), 400, "invalid_cursor")


@pytest.mark.requirement("R-007")
def test_each_sees_their_own_newest_first(desk: Desk) -> None:
    desk.twin.advance(minutes=1)
    newer = desk.opens()["number"]
    other = desk.opens(contact_id="stranger")["number"]
    desk.does("agent", f"POST /cases/{CASE}/stops", {"reason": "内部"})
    shown = desk.does("buyer", LIST)["items"]
    assert [(each["number"], each["status"]) for each in shown] == [(newer, "in_progress"), (CASE, "in_progress")]
    assert not {"assignee_id", "queue_id", "contact_id"} & shown[0].keys()
    assert [each["number"] for each in desk.does("stranger", LIST)["items"]] == [other]
