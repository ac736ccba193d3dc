"""What happened to a case, for its customer."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, Desk, only_for_its_customer

TIMELINE = f"GET /portal/cases/{CASE}/timeline"


def test_it_is_for_its_customer(desk: Desk) -> None:
    only_for_its_customer(desk, TIMELINE)


def test_a_cursor_belongs_to_its_list(desk: Desk) -> None:
    staff = desk.does("agent", f"GET /cases/{CASE}/timeline?limit=1")["next_cursor"]
    problem(desk.call("buyer", f"{TIMELINE}?cursor={staff}"), 400, "invalid_cursor")
    refused = problem(desk.call("buyer", f"{TIMELINE}?limit=0"), 422, "invalid_payload")
    assert refused["errors"][0]["field"] == "limit"


@pytest.mark.requirement("R-017")
def test_what_is_said_between_both_is_there_in_order(desk: Desk) -> None:
    desk.does("buyer", f"POST /portal/cases/{CASE}/replies", {"body": "有进展吗"})
    desk.does("agent", f"POST /cases/{CASE}/notes", {"body": "内部"})
    desk.answers()
    read, cursor = [], ""
    while cursor is not None:
        page = desk.does("buyer", f"{TIMELINE}?limit=2{cursor and f'&cursor={cursor}'}")
        read += [(each["kind"], each["text"]) for each in page["items"]]
        cursor = page["next_cursor"]
    assert read == [("replied", "正在查看"), ("wrote", "有进展吗"), ("assigned", None), ("opened", "登录后报错")]
