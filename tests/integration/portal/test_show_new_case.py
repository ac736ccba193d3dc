"""The form for a new case on the page."""

import pytest

from tests.browsing import Browser
from tests.integration.cases.conftest import Desk

NEW = "/p/cases/new"


def test_it_is_for_customers(browser: Browser) -> None:
    assert browser.get(NEW).path == "/p/sign-in"


def test_the_category_comes_first(desk: Desk, buyer: Browser) -> None:
    before = desk.stored()
    for target in (NEW, f"{NEW}?category=moon"):
        shown = buyer.get(target)
        assert [each.action for each in shown.forms][-1] == NEW
        assert "产品 › 故障" in shown.text
    assert desk.stored() == before


@pytest.mark.requirement("R-213")
def test_the_category_decides_about_the_fields_and_the_material(buyer: Browser) -> None:
    fault = buyer.get(f"{NEW}?category=product/fault")
    assert {"title", "description", "serial", "urgency", "case_type"} <= fault.form("/p/cases").fields.keys()
    assert "故障现象的照片或截图" in fault.text
    assert "KS20260301" in fault.text
    usage = buyer.get(f"{NEW}?category=product/usage").form("/p/cases")
    assert "serial" not in usage.fields
    below = buyer.get(f"{NEW}?category=integration/api/limits&lang=en")
    assert "product_version" in below.form("/p/cases").fields
    assert "Version in use" in below.text
