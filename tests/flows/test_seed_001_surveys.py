"""The customer's own test case D-1 of seed 001, by its name and in its words."""

from typing import Any

import pytest

from infra.local import demo
from tests.flows.conftest import Company
from tests.surveys import answers, links, solves

OWNER = "li-lei"


def _csat(company: Company) -> Any:
    return company.does(demo.SUPERVISOR, "GET /metrics/csat")


@pytest.mark.requirement(
    "R-085", "R-086", "R-087", "R-088", "R-089", "R-005", "R-055", "R-056", "R-057", "R-058", "R-067"
)
def test_用例_D_1_满意度调查回写(company: Company) -> None:
    # 前置条件：工单解决后 30 分钟自动发送 CSAT 调查。
    case_id = solves(company)
    company.twin.advance(minutes=29)
    assert company.told("contact-b", "survey_invitation", "email") == []
    company.twin.advance(minutes=2)
    [_invitation] = company.told("contact-b", "survey_invitation", "email")

    # 客户完成调查给出 4 分，并填写“响应及时”。
    token = links()[-1]
    form = company.twin.call(f"GET /surveys/{token}").json
    assert (form["state"], form["kind"], form["scores"]) == ("open", "csat", [1, 2, 3, 4, 5])
    before = company.does(demo.SUPERVISOR, "GET /accounts/customer-b/health")
    company.twin.advance(minutes=1)
    answers(company.twin, token, {"score": 4, "comment": "响应及时"})

    # 客户档案新增满意度记录，影响健康度评分。
    profile = company.does(demo.SUPERVISOR, "GET /accounts/customer-b/satisfaction")
    assert [(each["score"], each["case_id"]) for each in profile["records"]] == [(4, case_id)]
    assert (profile["average"], profile["trend"]) == (4.0, "flat")
    health = company.does(demo.SUPERVISOR, "GET /accounts/customer-b/health")
    assert health["score"] > before["score"]
    assert health["history"][0]["causes"] == ["survey"]
    told = {
        each["to"] for each in company.told(OWNER, "survey_answered") + company.told("wang-qiang", "survey_answered")
    }
    assert told == {OWNER, "wang-qiang"}

    # 工单时间线记录调查结果，CSAT 指标更新。
    [said] = [each for each in company.events(case_id) if each["type"] == "CustomerSurveyed"]
    assert (said["data"]["score"], said["data"]["comment"]) == (4, "响应及时")
    value = _csat(company)
    assert (value["numerator"], value["denominator"], value["value"]) == (1, 1, 1.0)

    # 若低于 3 分触发复盘任务，此用例不触发。
    assert company.does(demo.SUPERVISOR, f"GET /reviews?case={case_id}")["items"] == []
    assert company.told(demo.SUPERVISOR, "task_assigned") == []


@pytest.mark.requirement("R-085", "R-056")
def test_a_case_that_is_opened_again_in_between_is_not_asked_about(company: Company) -> None:
    case_id = solves(company)
    company.twin.advance(minutes=20)
    company.does(OWNER, f"POST /cases/{case_id}/reopenings", {"reason": "问题重现"})
    company.twin.advance(hours=2)
    assert company.told("contact-b", "survey_invitation", "email") == []
    explained = company.does(demo.SUPERVISOR, f"GET /cases/{case_id}/survey/explain")
    assert [(each["status"], each["reason"]) for each in explained["surveys"]] == [("cancelled", "reopened")]


@pytest.mark.requirement("R-089", "R-059", "R-062", "R-068")
@pytest.mark.parametrize(("score", "reviews"), [(3, 0), (2, 1)])
def test_below_three_is_reviewed_once(company: Company, score: int, reviews: int) -> None:
    case_id = solves(company)
    company.twin.advance(minutes=31)
    token = links()[-1]
    company.twin.advance(minutes=1)
    answers(company.twin, token, {"score": score})
    company.does(
        OWNER, f"POST /cases/{case_id}/followups", {"channel": "phone", "feedback": "说明原因", "score": score}
    )
    found = company.does(demo.SUPERVISOR, f"GET /reviews?case={case_id}")["items"]
    assert len(found) == reviews
    metric = company.does(demo.SUPERVISOR, "GET /metrics/low_score_review_completion")
    assert (metric["numerator"], metric["denominator"]) == (0, reviews)
    if not reviews:
        return
    [review] = found
    task = company.does(review["reviewer_id"], f"GET /tasks/{review['task_id']}")
    assert (task["source"], task["due_at"]) == ("survey_review", review["expected_by_at"])
    assert review["expected_by_at"] > review["opened_at"]
    assert not review["overdue"]
    done = {"cause": "答复太慢", "action": "增加值班"}
    company.does(review["reviewer_id"], f"POST /reviews/{review['review_id']}/complete", done)
    assert company.does(review["reviewer_id"], f"GET /tasks/{review['task_id']}")["status"] == "done"
    metric = company.does(demo.SUPERVISOR, "GET /metrics/low_score_review_completion")
    assert (metric["numerator"], metric["denominator"]) == (1, 1)
