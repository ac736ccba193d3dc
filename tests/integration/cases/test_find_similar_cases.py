"""Finding open cases of the same customer about something similar."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, Desk

SIMILAR = f"GET /cases/similar?case={CASE}"


def test_it_is_for_the_desk(desk: Desk) -> None:
    problem(desk.call(None, SIMILAR), 401, "not_signed_in")
    problem(desk.call("buyer", SIMILAR), 401, "not_signed_in")
    problem(desk.call("knowledge_manager", SIMILAR), 403, "not_allowed")
    problem(desk.call("outsider", SIMILAR), 404, "not_found")


def test_it_is_said_what_to_compare(desk: Desk) -> None:
    problem(desk.call("agent", "GET /cases/similar"), 422, "similar_parameter_missing")
    problem(desk.call("agent", "GET /cases/similar?contact_id=buyer"), 422, "similar_parameter_missing")
    problem(desk.call("agent", "GET /cases/similar?contact_id=nobody&title=x"), 404, "not_found")


@pytest.mark.requirement("R-113")
def test_the_likest_open_cases_of_the_same_customer_come_first(desk: Desk) -> None:
    equal = desk.opens(title="无法 登录!")["number"]
    alike = desk.opens(title="我无法登录")["number"]
    desk.opens(title="发票抬头错误")
    desk.opens(contact_id="stranger")
    found = desk.does("agent", SIMILAR)
    assert [(each["case"]["number"], each["reasons"]) for each in found["items"]] == [
        (equal, ["same_title"]),
        (alike, ["similar_title"]),
    ]
    assert found["items"][0]["score"] == 1.0 > found["items"][1]["score"] >= 0.5
    assert (found["rule"], found["compared"]) == ("cases.duplicates:default@0", 4)
    about_to = desk.does("agent", "GET /cases/similar?contact_id=buyer&title=%E6%97%A0%E6%B3%95%E7%99%BB%E5%BD%95")
    assert {each["case"]["number"] for each in about_to["items"]} == {CASE, equal, alike}
    desk.does("supervisor", f"POST /cases/{alike}/merge", {"into": CASE, "reason": "同一问题"})
    left = [each["case"]["number"] for each in desk.does("agent", SIMILAR)["items"]]
    assert left == [equal], "what is merged is not open"
