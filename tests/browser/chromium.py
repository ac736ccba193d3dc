"""Debian's Chromium, driven by Playwright: it downloads no browser of its own and calls home to nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.conformance.served import Served

PROGRAM = Path("/usr/bin/chromium")
PHONE: ViewportSize = {"width": 360, "height": 740}
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser without a window, until the context ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, headless=True, args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


def sign_in(page: Page, company: Served, contact: str, locale: str) -> None:
    """Go the way of a customer who was mailed a link."""
    token = company.call("POST /_local/tokens", {"contact": contact})["token"]
    page.goto(f"{company.url}/p/sign-in?token={token}&lang={locale}")
    page.get_by_role("button", name="继续" if locale == "zh-CN" else "Continue").click()
    choose = page.get_by_role("button", name="中文" if locale == "zh-CN" else "English")
    if choose.count():
        choose.click()


def open_case(page: Page, company: Served, title: str) -> str:
    """Submit a case on the form; return the address of its page."""
    page.goto(f"{company.url}/p/cases/new?category=product/fault")
    page.locator("#field-title").fill(title)
    page.locator("#field-serial").fill("KS20260301")
    page.locator("main form button").click()
    return page.url
