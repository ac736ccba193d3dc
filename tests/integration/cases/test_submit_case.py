"""Submitting a case in the portal."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import KEY, Desk, names_bad

SUBMIT = "POST /portal/cases"
FORM = {"title": "无法登录", "category": "account/access", "urgency": "high"}


@pytest.mark.requirement("R-007")
def test_it_is_for_customers(desk: Desk) -> None:
    problem(desk.call(None, SUBMIT, FORM), 401, "not_signed_in")
    problem(desk.call("supervisor", SUBMIT, FORM), 401, "not_signed_in")


def test_who_left_submits_nothing(desk: Desk) -> None:
    desk.does("admin", "PATCH /contacts/buyer", {"active": False}, If_Match="2")
    problem(desk.call("buyer", SUBMIT, FORM), 401, "not_signed_in")


@pytest.mark.requirement("R-014")
@pytest.mark.parametrize("member", ["title", "category", "urgency"])
def test_a_missing_member_is_named(desk: Desk, member: str) -> None:
    names_bad(desk, "buyer", SUBMIT, {name: value for name, value in FORM.items() if name != member}, member)


@pytest.mark.parametrize(
    ("member", "value"), [("impact", "high"), ("contact_id", "stranger"), ("urgency", "now"), ("tags", ["VIP"])]
)
def test_what_customers_do_not_decide_is_refused(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "buyer", SUBMIT, FORM | {member: value}, member)


def test_the_category_must_be_in_the_tree(desk: Desk) -> None:
    problem(desk.call("buyer", SUBMIT, FORM | {"category": "account/moon"}), 422, "unknown_category")


@pytest.mark.requirement("R-013", "R-020")
def test_it_is_submitted_once_and_finds_its_person(desk: Desk) -> None:
    answer = desk.call("buyer", SUBMIT, FORM, **KEY)
    again = desk.call("buyer", SUBMIT, FORM, **KEY)
    assert (answer.status, again.json, again.headers["Idempotent-Replayed"]) == (201, answer.json, "true")
    problem(desk.call("buyer", SUBMIT, FORM | {"title": "x"}, **KEY), 409, "idempotency_key_reused")
    desk.twin.settle()
    shown = answer.json
    assert (shown["status"], shown["priority"], shown["response_due_at"]) == ("new", "P2", "2026-03-02T03:00:00Z")
    assert not {"assignee_id", "queue_id", "watchers"} & shown.keys()
    case = desk.case(shown["case_id"])
    assert (case["channel"], case["contact_id"], case["account_id"], case["impact"]) == (
        "portal",
        "buyer",
        "acme",
        "medium",
    )
    assert case["assignee_id"] == "agent"
    assert desk.events(shown["case_id"])[0]["data"]["description"] == FORM["title"]
    received = [each for each in desk.told("buyer", "case_received", "email") if each["subject_id"] == case["case_id"]]
    assert len(received) == 1


@pytest.mark.requirement("R-213")
def test_what_the_guide_asks_for_is_checked_before_a_case_is_opened(desk: Desk) -> None:
    fault = FORM | {"category": "product/fault"}
    refused = problem(desk.call("buyer", SUBMIT, fault | {"serial": "12345"}), 422, "guided_field_invalid")
    assert refused["facts"] == {"field": "serial", "example": "KS20260301"}
    assert desk.does("buyer", SUBMIT, fault | {"serial": "KS20260301"})["category"] == "product/fault"
    order = {"member": "order_id", "label": {"zh-CN": "订单号", "en": "Order"}, "required": True}
    desk.set("cases.form_guides", guides=[{"category": "delivery", "fields": [order]}])
    refused = problem(
        desk.call("buyer", SUBMIT, FORM | {"category": "delivery/logistics"}), 422, "guided_field_missing"
    )
    assert refused["facts"] == {"field": "order_id"}
