"""The list of one's own cases."""

import pytest

from tests.browsing import Browser
from tests.integration.cases.conftest import Desk


def test_it_is_for_who_is_signed_in_and_still_a_customer(desk: Desk, browser: Browser, buyer: Browser) -> None:
    assert browser.get("/p/cases").path == "/p/sign-in"
    desk.does("admin", "PATCH /contacts/buyer", {"active": False}, If_Match=str(_version(desk)))
    assert buyer.get("/p/cases").path == "/p/sign-in"


def _version(desk: Desk) -> int:
    version: int = desk.does("admin", "GET /contacts/buyer")["version"]
    return version


@pytest.mark.requirement("R-007")
def test_everybody_sees_their_own(buyer: Browser, stranger: Browser) -> None:
    assert "无法登录" in buyer.get("/p/cases").text
    assert "C-000001" in buyer.get("/p/cases").text
    assert "您还没有工单" in stranger.get("/p/cases").text


def test_what_is_written_is_shown_as_it_is_and_runs_nowhere(desk: Desk, buyer: Browser) -> None:
    desk.opens(title="<script>alert(1)</script>")
    body = buyer.get("/p/cases").answer.body
    assert "<script>" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_the_list_goes_on(desk: Desk, buyer: Browser) -> None:
    for number in range(20):
        desk.opens(title=f"第 {number} 张")
    first = buyer.get("/p/cases")
    assert "无法登录" not in first.text
    (older,) = [each for each in first.answer.body.split('"') if "cursor=" in each]
    assert "无法登录" in buyer.get(older).text
    assert buyer.get("/p/cases?cursor=nonsense").status == 400
