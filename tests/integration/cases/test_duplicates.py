"""Equal cases that customers send in: merged as the rule says, and no others."""

import pytest

from tests.integration.cases.conftest import KEY, Desk
from tests.integration.cases.duplicates import FORM, SUBMIT, submits


@pytest.mark.requirement("R-157")
def test_inside_the_window_it_is_merged_and_outside_it_is_not(desk: Desk) -> None:
    desk.set("cases.duplicates", within_seconds=3600)
    first = submits(desk)
    desk.twin.advance(minutes=59)
    inside = submits(desk, title="无法登录系统!")
    assert (inside["status"], inside["merged_into"]) == ("merged", first["number"])
    desk.twin.advance(minutes=2)
    outside = submits(desk)
    assert (outside["status"], outside["merged_into"]) == ("new", None)
    assert submits(desk)["merged_into"] == outside["number"], "the newer one takes the next in"


@pytest.mark.requirement("R-022", "R-157")
def test_only_the_same_words_of_the_same_customer_about_an_open_case_are_merged(desk: Desk) -> None:
    first = submits(desk)
    assert submits(desk, "stranger")["merged_into"] is None
    assert submits(desk, description="登录后报错 502")["merged_into"] is None, "figures tell cases apart"
    desk.does("agent", f"POST /cases/{first['number']}/resolution", {"solution": "重置", "cause_code": "usage"})
    assert submits(desk)["merged_into"] is None, "what was solved is not open"


def test_the_setting_says_what_is_compared_and_whether(desk: Desk) -> None:
    first = submits(desk)
    desk.set("cases.duplicates", compare="title")
    submits(desk, description="别的说法")
    assert submits(desk, description="再换一种说法")["status"] == "merged"
    desk.set("cases.duplicates", automatic=False)
    assert submits(desk)["merged_into"] is None
    assert desk.case(first["number"])["merged"] == []


def test_the_merge_explains_itself_and_is_told_once(desk: Desk) -> None:
    first = submits(desk)
    answer = desk.call("buyer", SUBMIT, FORM, **KEY)
    again = desk.call("buyer", SUBMIT, FORM, **KEY)
    assert (again.json, again.headers["Idempotent-Replayed"]) == (answer.json, "true")
    desk.twin.settle()
    (merged,) = [each["data"] for each in desk.events(first["number"]) if each["type"] == "CaseMerged"]
    assert (merged["cause"], merged["rule"]) == ("automatic", "cases.duplicates:default@0")
    assert merged["inputs"]["compare"] == "title_and_text"
    assert len(desk.case(first["number"])["merged"]) == 1


def test_what_colleagues_open_is_not_merged_unasked(desk: Desk) -> None:
    assert desk.opens()["merged_into"] is None
