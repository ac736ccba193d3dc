"""Chromium on the pages of a served twin, as a customer's phone would show them.

`open_page` opens a page in a language, a width and light or dark. Whatever a test shows, the console has to stay empty.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.catalog import ROOT
from tests.browser.chromium import PHONE, PROGRAM, launched, open_case, sign_in
from tests.conformance.served import Served, served

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_SEVERE = {"serious", "critical"}

__all__ = ["open_case"]

Opens = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser: the Makefile leaves it out where there is none."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def company() -> Iterator[Served]:
    """The demo company, served over HTTP."""
    with served() as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, without a window."""
    assert PROGRAM.exists(), f"{PROGRAM} is missing: make test CI=true installs it"
    with launched() as browser:
        yield browser


@pytest.fixture
def open_page(chromium: Any, company: Served) -> Iterator[Opens]:
    """Open a page: `open_page("/p/cases", contact="contact-b", locale="en", scheme="dark")`."""
    contexts, complaints = [], []

    def opens(
        path: str, *, contact: str | None = None, locale: str = "zh-CN", scheme: str = "light", script: bool = False
    ) -> Any:
        context = chromium.new_context(
            viewport=PHONE, locale=locale, color_scheme=scheme, java_script_enabled=script, base_url=company.url
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if contact is not None:
            sign_in(page, company, contact, locale)
        page.goto(path)
        return page

    yield opens
    for context in contexts:
        context.close()
    # A refusal is an answer of status 4xx, which Chromium notes although the page is as it should be.
    refusals = re.compile(r"Failed to load resource: .* status of (4\d\d)")
    assert [each for each in complaints if not refusals.match(each)] == []


def language(page: Any) -> str:
    """Return the language that a page says it is in."""
    return str(page.locator("html").get_attribute("lang"))


def is_sound(page: Any) -> None:
    """Assert that a page is usable by everybody, and by a thumb: axe has nothing serious to say, nothing runs off."""
    width, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= shown, f"{page.url} scrolls sideways: {width} > {shown}"
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    severe = [
        {"rule": each["id"], "where": [node["html"][:200] for node in each["nodes"]]}
        for each in found["violations"]
        if each["impact"] in _SEVERE
    ]
    assert severe == [], f"{page.url}: {json.dumps(severe, ensure_ascii=False, indent=1)}"
    assert len(found["passes"]) > 0
