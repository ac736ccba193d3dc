"""A case on its customer's page."""

import pytest

from tests.browsing import Browser
from tests.integration.cases.conftest import CASE, SOLVED, Desk

PAGE = f"/p/cases/{CASE}"


@pytest.mark.requirement("R-007")
def test_nobody_sees_what_is_not_theirs(browser: Browser, stranger: Browser) -> None:
    assert browser.get(PAGE).path == "/p/sign-in"
    for target in (PAGE, "/p/cases/C-999999", f"/p/cases/{'x' * 300}"):
        shown = stranger.get(target)
        assert shown.status == 404
        assert "无法登录" not in shown.text


@pytest.mark.requirement("R-017")
def test_it_shows_each_change_at_once_and_nothing_internal(desk: Desk, buyer: Browser) -> None:
    desk.does("agent", f"POST /cases/{CASE}/notes", {"body": "内部备注"})
    desk.does("agent", f"POST /cases/{CASE}/replies", {"body": "请重试"})
    shown = buyer.get(PAGE)
    assert "请重试" in shown.text
    assert "内部备注" not in shown.text
    answer = desk.call("agent", f"POST /cases/{CASE}/waits", {"wait_for": "customer", "asked": "版本号是？"})
    assert answer.status == 200
    shown = buyer.get(PAGE)
    assert "等待您的回复" in shown.text
    assert "版本号是？" in shown.text


def test_it_offers_what_is_possible_now(desk: Desk, buyer: Browser) -> None:
    def offered() -> set[str]:
        return {each.action.rpartition("/")[2] for each in buyer.get(PAGE).forms} - {"language", "sign-out"}

    assert offered() == {"replies", "attachments"}
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    assert offered() == {"closure", "reopenings", "replies", "attachments"}
    desk.does("agent", f"POST /cases/{CASE}/closure", {})
    assert offered() == {"reopenings", "attachments"}


@pytest.mark.requirement("R-131")
def test_files_of_ours_are_offered_for_download(desk: Desk, buyer: Browser) -> None:
    file_id = desk.attaches("agent", "指南.txt")
    desk.does("agent", f"POST /cases/{CASE}/replies", {"body": "见附件", "attachment_ids": [file_id]})
    shown = buyer.get(PAGE)
    assert "指南.txt" in shown.text
    (url,) = [each for each in shown.answer.body.split('"') if "X-Amz-Signature" in each]
    assert desk.download(url.replace("&amp;", "&")).body == b"12345"
