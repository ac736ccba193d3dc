"""Confirming a solution on the page."""

import pytest

from tests.browsing import Browser
from tests.integration.cases.conftest import CASE, SOLVED, Desk

PAGE = f"/p/cases/{CASE}"


def test_it_is_for_its_customer(desk: Desk, stranger: Browser) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    token = stranger.get("/p/cases").form("/p/language").fields["_form"]
    assert stranger.post(f"{PAGE}/closure", {"_form": token}).status == 404
    assert desk.case()["status"] == "resolved"


@pytest.mark.requirement("R-214")
def test_it_closes_the_case_once_and_too_late_says_where_it_stands(desk: Desk, buyer: Browser) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    form = buyer.get(PAGE).form(f"/p/cases/{desk.case_id}/closure")
    other = buyer.get(PAGE).form(f"/p/cases/{desk.case_id}/closure")
    for _ in range(2):
        assert "已关闭" in buyer.send(form).text
    shown = buyer.send(other)
    assert shown.status == 409
    assert "工单状态已变化" in shown.text
    assert [each["type"] for each in desk.events()].count("CaseClosed") == 1
