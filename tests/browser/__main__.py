"""Take the pictures of the documentation anew: `python -m tests.browser` writes `docs/images/`."""

from infra.catalog import ROOT
from tests.browser.chromium import PHONE, launched, open_case, sign_in
from tests.conformance.served import served

_FOLDER = ROOT / "docs" / "images"
_TITLES = {"zh-CN": "设备不开机，按电源键没有反应", "en": "The device does not start"}

with served() as company, launched() as browser:
    for locale, scheme in (("zh-CN", "light"), ("en", "light"), ("zh-CN", "dark")):
        page = browser.new_page(
            viewport=PHONE, locale=locale, color_scheme="dark" if scheme == "dark" else "light", base_url=company.url
        )
        page.goto("/p/sign-in")
        page.screenshot(path=_FOLDER / f"portal-door-{locale}-{scheme}.png", full_page=True)
        sign_in(page, company, "contact-b", locale)
        shown = {"case": open_case(page, company, _TITLES[locale]), "cases": "/p/cases"}
        shown["form"] = "/p/cases/new?category=product/fault"
        for name, path in shown.items():
            page.goto(path)
            page.screenshot(path=_FOLDER / f"portal-{name}-{locale}-{scheme}.png", full_page=True)
        page.locator("#field-title").fill(_TITLES[locale])
        page.locator("#field-serial").fill("12345")
        page.locator("main form button").click()
        page.screenshot(path=_FOLDER / f"portal-refused-{locale}-{scheme}.png", full_page=True)
