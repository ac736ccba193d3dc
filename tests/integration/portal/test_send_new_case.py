"""Submitting a case on the page."""

import pytest

from tests.browsing import Browser, FormOnPage
from tests.integration.cases.conftest import Desk

SEND = "/p/cases"
TYPED = {"title": "设备不开机", "description": "按电源键\n没有反应", "serial": "KS20260301", "urgency": "high"}


def form_of(browser: Browser) -> FormOnPage:
    return browser.get("/p/cases/new?category=product/fault").form(SEND)


def test_it_needs_a_form_of_ours_shown_to_this_customer(buyer: Browser, stranger: Browser, browser: Browser) -> None:
    fields = form_of(buyer).fields | TYPED
    assert stranger.post(SEND, fields).status == 403
    assert buyer.post(SEND, fields, sec_fetch_site="cross-site").status == 403
    assert buyer.post(SEND, fields, content_type="application/json").status == 415
    answer = browser.post(SEND, fields)
    assert answer.status == 401
    assert "按电源键\n没有反应" in answer.body, "what was typed can be copied"


@pytest.mark.requirement("R-014")
def test_what_is_missing_is_named_and_what_was_typed_stays(desk: Desk, buyer: Browser) -> None:
    before = desk.stored()
    shown = buyer.send(form_of(buyer), **TYPED | {"title": "", "urgency": ""})
    assert (shown.status, shown.answer.headers["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert shown.form(SEND).fields["description"] == TYPED["description"]
    assert shown.form(SEND).fields["serial"] == TYPED["serial"]
    for member in ("title", "urgency"):
        assert f'href="#field-{member}"' in shown.answer.body
        assert f'id="wrong-{member}"' in shown.answer.body
    assert desk.stored() == before


@pytest.mark.requirement("R-213")
def test_a_serial_of_another_form_is_refused_before_anything_is_opened(desk: Desk, buyer: Browser) -> None:
    before = desk.stored()
    shown = buyer.send(form_of(buyer), **TYPED | {"serial": "12345"})
    assert shown.status == 422
    assert "应类似 KS20260301" in shown.text
    assert shown.form(SEND).fields["serial"] == "12345"
    assert desk.stored() == before


@pytest.mark.requirement("R-017")
def test_a_form_sent_twice_opens_one_case_which_is_shown_at_once(desk: Desk, buyer: Browser) -> None:
    form = form_of(buyer)
    shown = buyer.send(form, **TYPED)
    again = buyer.send(form, **TYPED)
    assert (shown.status, shown.path) == (200, again.path)
    assert "设备不开机" in shown.text
    assert "已受理" in shown.text
    desk.twin.settle()
    assert buyer.get("/p/cases").text.count("设备不开机") == 1
    case = desk.case(shown.path.rpartition("/")[2])
    assert (case["channel"], case["contact_id"], case["serial"]) == ("portal", "buyer", "KS20260301")
    assert buyer.send(form, **TYPED | {"title": "另一个"}).status == 409
