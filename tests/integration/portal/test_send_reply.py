"""Writing to us on the page of a case."""

from tests.browsing import Browser
from tests.integration.cases.conftest import CASE, Desk

PAGE = f"/p/cases/{CASE}"
SEND = f"{PAGE}/replies"


def test_it_is_for_its_customer(buyer: Browser, stranger: Browser) -> None:
    page = stranger.get("/p/cases").form("/p/language")
    assert stranger.post(SEND, {"_form": page.fields["_form"], "body": "x"}).status == 404
    assert buyer.post(SEND, {"body": "x"}).status == 403


def test_nothing_is_not_sent(desk: Desk, buyer: Browser) -> None:
    before = desk.events()
    shown = buyer.send(buyer.get(PAGE).form(page_action(desk)), body="  ")
    assert shown.status == 422
    assert 'id="wrong-body"' in shown.answer.body
    assert desk.events() == before


def test_it_is_taken_in_once_and_shown_as_it_was_typed(desk: Desk, buyer: Browser) -> None:
    form = buyer.get(PAGE).form(page_action(desk))
    for _ in range(2):
        shown = buyer.send(form, body="第一行\r\n<b>第二行</b>")
    assert "第一行\n&lt;b&gt;第二行&lt;/b&gt;" in shown.answer.body
    written = [each for each in desk.events() if each["type"] == "CustomerReplied"]
    assert [each["data"]["body"] for each in written] == ["第一行\n<b>第二行</b>"]


def page_action(desk: Desk) -> str:
    return f"/p/cases/{desk.case_id}/replies"
