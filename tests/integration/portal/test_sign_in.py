"""Signing in by a link."""

import pytest

from crm.core import tokens
from tests.browsing import Browser
from tests.integration.cases.conftest import Desk

DOOR = "/p/sign-in"


def link_of(desk: Desk, contact_id: str = "buyer") -> str:
    url: str = desk.does("admin", f"POST /contacts/{contact_id}/portal-tokens", {})["portal_url"]
    return url.partition("8080")[2]


def test_a_bad_link_says_what_to_do(desk: Desk, browser: Browser) -> None:
    form = browser.get(f"{DOOR}?token=nonsense").form(DOOR)
    shown = browser.send(form)
    assert shown.status == 403
    assert "此链接已失效" in shown.text
    assert shown.form("/p/sign-in-links")
    assert browser.cookies == {}


def test_a_session_is_no_link(desk: Desk, buyer: Browser, browser: Browser) -> None:
    form = browser.get(link_of(desk)).form(DOOR)
    assert browser.send(form, token=buyer.cookies["kairos"]).status == 403


def test_a_form_from_elsewhere_signs_nobody_in(desk: Desk, browser: Browser) -> None:
    fields = browser.get(link_of(desk)).form(DOOR).fields
    for headers in ({"sec_fetch_site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}):
        assert browser.post(DOOR, fields, **headers).status == 403
    assert browser.post(DOOR, fields | {"_form": "forged"}).status == 403
    assert browser.cookies == {}


def test_following_the_link_signs_nobody_in_and_the_button_does(desk: Desk, browser: Browser) -> None:
    link = link_of(desk)
    before = desk.stored()
    door = browser.get(link)
    assert (browser.cookies, desk.stored()) == ({}, before), "GET changes nothing"
    answer = browser.post(DOOR, door.form(DOOR).fields)
    assert (answer.status, answer.headers["Location"]) == (303, "/p/cases")
    (cookie,) = answer.cookies
    assert cookie.endswith("; Path=/p; Max-Age=43200; HttpOnly; SameSite=Lax")
    assert "我的工单" in browser.get("/p/cases").text


def test_outside_the_twin_the_cookie_travels_by_tls_only(
    desk: Desk, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.core.environment.find", lambda _name, default: default)
    (cookie,) = browser.post(DOOR, browser.get(link_of(desk)).form(DOOR).fields).cookies
    assert cookie.endswith("; Secure")


def test_the_session_ends_after_its_hours(desk: Desk, buyer: Browser) -> None:
    now = desk.twin.clock.now()
    assert tokens.verify("portal", buyer.cookies["kairos"], now) is not None
    desk.later("2026-03-02T23:00:00+00:00")
    assert buyer.get("/p/cases").path == DOOR
