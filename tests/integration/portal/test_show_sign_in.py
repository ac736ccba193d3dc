"""The door of the portal."""

from tests.browsing import Browser


def test_nothing_on_it_runs_or_is_framed(browser: Browser) -> None:
    shown = browser.get("/p/sign-in")
    policy = shown.answer.headers["Content-Security-Policy"]
    assert shown.status == 200
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'self'; frame-ancestors 'none'; base-uri 'none'" in policy
    assert "<script" not in shown.answer.body
    assert shown.answer.headers["Cache-Control"] == "no-store"


def test_it_speaks_the_languages_of_the_link_and_of_the_browser(browser: Browser) -> None:
    assert "登录" in browser.get("/p/sign-in").text
    assert "Sign in" in browser.get("/p/sign-in?lang=en").text
    browser.headers["accept-language"] = "en"
    assert browser.get("/p/sign-in").answer.headers["Content-Language"] == "en"
