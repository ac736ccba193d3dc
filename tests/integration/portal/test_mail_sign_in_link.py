"""Asking for a link on the page."""

from tests.browsing import Browser
from tests.integration.cases.conftest import Desk

SEND = "/p/sign-in-links"


def test_what_is_no_address_is_said_beside_the_field_and_kept(browser: Browser) -> None:
    shown = browser.send(browser.get("/p/sign-in").form(SEND), email="buyer at acme")
    assert shown.status == 422
    assert "请检查填写的内容" in shown.text
    assert shown.form(SEND).fields["email"] == "buyer at acme"
    assert 'aria-describedby="wrong-email" aria-invalid="true"' in shown.answer.body


def test_a_link_is_mailed_once_for_a_form_sent_twice(desk: Desk, browser: Browser) -> None:
    form = browser.get("/p/sign-in").form(SEND)
    for _ in range(2):
        assert "登录链接已发出" in browser.send(form, email="buyer@acme.example").text
    desk.twin.settle()
    assert len(desk.told("buyer", "portal_link", "email")) == 1
    other = browser.send(form, email="stranger@rival.example")
    assert other.status == 409
    assert other.form(SEND).fields["email"] == "stranger@rival.example"


def test_nobody_learns_who_is_known(browser: Browser) -> None:
    form = browser.get("/p/sign-in").form(SEND)
    assert "登录链接已发出" in browser.send(form, email="nobody@nowhere.example").text
