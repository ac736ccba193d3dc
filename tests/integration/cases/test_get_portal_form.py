"""What the portal's form asks for."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import Desk

FORM = "GET /portal/forms"


def test_it_is_for_customers(desk: Desk) -> None:
    problem(desk.call(None, FORM), 401, "not_signed_in")
    problem(desk.call("agent", FORM), 401, "not_signed_in")


@pytest.mark.requirement("R-014")
def test_it_names_what_must_be_given_in_the_customers_language(desk: Desk) -> None:
    shown = desk.does("buyer", FORM)
    assert shown["required"] == ["title", "category", "urgency"]
    assert [each["value"] for each in shown["urgencies"]] == ["critical", "high", "medium", "low"]
    assert shown["case_types"][0] == {"value": "question", "label": "咨询"}
    english = desk.does("buyer", FORM, Accept_Language="en")
    assert english["case_types"][0] == {"value": "question", "label": "Question"}
    api = next(each for each in english["categories"] if each["value"] == "integration")["children"][0]
    assert (api["value"], [each["value"] for each in api["children"]]) == (
        "integration/api",
        ["integration/api/signature", "integration/api/limits"],
    )


def test_what_is_not_for_customers_is_left_out(desk: Desk) -> None:
    tree = desk.does("admin", "GET /settings/cases.categories/default")["document"]["categories"]
    hidden = [each | {"portal": each["id"] != "billing"} for each in tree]
    desk.set("cases.categories", categories=hidden)
    values = [each["value"] for each in desk.does("buyer", FORM)["categories"]]
    assert "billing" not in values
    assert "account" in values


@pytest.mark.requirement("R-213")
def test_a_category_tells_what_it_calls_for(desk: Desk) -> None:
    assert desk.does("buyer", FORM)["guide"] is None
    assert desk.does("buyer", f"{FORM}?category=billing")["guide"] is None
    guide = desk.does("buyer", f"{FORM}?category=product/fault", Accept_Language="en")["guide"]
    (serial,) = guide["fields"]
    assert (serial["member"], serial["label"], serial["required"], serial["pattern"], serial["example"]) == (
        "serial",
        "Serial number",
        False,
        "[A-Z]{2}[0-9]{8}",
        "KS20260301",
    )
    assert guide["material"] == ["A photo or screenshot of the fault"]


@pytest.mark.requirement("R-213")
def test_what_a_guide_demands_is_among_what_is_required(desk: Desk) -> None:
    order = {"member": "order_id", "label": {"zh-CN": "订单号", "en": "Order"}, "required": True}
    desk.set("cases.form_guides", guides=[{"category": "delivery", "fields": [order]}])
    assert desk.does("buyer", f"{FORM}?category=delivery")["required"][-1] == "order_id"
