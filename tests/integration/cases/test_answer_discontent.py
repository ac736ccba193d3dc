"""What follows when a customer is not content."""

from typing import Any

import pytest

from tests.integration.cases.conftest import CASE, SOLVED, Desk


def says(desk: Desk, *, case_id: str | None = None, **said: Any) -> dict[str, Any]:
    data = {
        "case_id": case_id or desk.case_id,
        "contact_id": "buyer",
        "channel": "phone",
        "feedback": "问题还在",
        "by": "agent",
    }
    return _event(desk, "FollowUpRecorded", data | said)


def answers(desk: Desk, **said: Any) -> dict[str, Any]:
    data = {
        "case_id": desk.case_id,
        "survey_id": "survey_1",
        "kind": "csat",
        "channel": "email",
        "questionnaire": "csat@0",
        "comment": "不满意",
    }
    return _event(desk, "SurveyAnswered", data | said)


def _event(desk: Desk, type_: str, data: dict[str, Any]) -> dict[str, Any]:
    detail = {
        "id": f"evt_{type_}_1",
        "type": type_,
        "aggregate_id": "fup_1",
        "aggregate_version": 1,
        "actor": {"kind": "staff", "id": "agent"},
        "occurred_at": "2026-03-02T02:00:00Z",
        "schema_version": 1,
        "correlation_id": "test",
        "cause_id": None,
        "data": data,
    }
    event = {"source": "crm.surveys", "detail": detail}
    for _ in range(2):
        desk.invoke("answer_discontent", event)
    desk.twin.settle()
    return event


def follow_ups(desk: Desk) -> list[Any]:
    rows = desk.does("agent", f"GET /cases/{CASE}/relations")["items"]
    return [each for each in rows if each["relation"] == "followed_up_by"]


@pytest.mark.requirement("R-136")
@pytest.mark.parametrize("resolved", [False, True])
def test_a_low_score_opens_one_linked_case(desk: Desk, resolved: bool) -> None:
    if resolved:
        desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    says(desk, score=1)
    (row,) = follow_ups(desk)
    case = desk.case(row["number"])
    assert (case["contact_id"], case["account_id"], case["category"]) == ("buyer", "acme", "account/access")
    assert case["title"] == "跟进 C-000001：无法登录"
    assert desk.events(row["number"])[0]["data"]["description"] == "问题还在"
    needed = [each["data"] for each in desk.events() if each["type"] == "FollowUpNeeded"]
    expected = {"source": "fup_1", "score": 1, "outcome": "case", "policy": "default@0"}
    assert needed == [expected | {"case_id": case["case_id"], "case_number": case["number"]}]
    assert len(desk.told("agent", "follow_up_case")) == 1
    assert len(desk.told("buyer", "case_received", "email")) == 1


@pytest.mark.requirement("R-136")
def test_a_complaint_escalates_what_is_open(desk: Desk) -> None:
    says(desk, score=5, needs_action=True)
    case = desk.case()
    assert (case["status"], case["assignee_id"], case["escalation_level"]) == ("pending_supervisor", "supervisor", 1)
    assert follow_ups(desk) == []
    assert [each["data"]["outcome"] for each in desk.events() if each["type"] == "FollowUpNeeded"] == ["escalation"]


@pytest.mark.requirement("R-136")
def test_a_complaint_about_what_is_over_opens_a_complaint(closed: Desk) -> None:
    says(closed, needs_action=True)
    (row,) = follow_ups(closed)
    assert closed.case(row["number"])["case_type"] == "complaint"
    assert closed.case()["status"] == "closed"


def test_who_is_content_is_left_alone(desk: Desk) -> None:
    before = desk.events()
    says(desk, score=3)
    assert desk.events() == before


@pytest.mark.requirement("R-136")
def test_surveys_count_as_the_policy_says(desk: Desk) -> None:
    answers(desk, score=1)
    assert follow_ups(desk) == []
    desk.set("cases.follow_ups", on_low_survey="case")
    for nothing in ({"case_id": None}, {"counts": False}, {"kind": "nps"}, {"survey_id": None}):
        answers(desk, score=1, **nothing)
    assert follow_ups(desk) == []
    answers(desk, score=2)
    assert len(follow_ups(desk)) == 1


def test_the_policy_may_want_nothing(desk: Desk) -> None:
    desk.set("cases.follow_ups", on_low_score="nothing", on_complaint="nothing")
    before = desk.events()
    says(desk, score=1, needs_action=True)
    assert desk.events() == before
