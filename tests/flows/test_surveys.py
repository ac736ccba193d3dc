"""Surveys from end to end: asked once, answered once, stuffed by nobody, and anonymous where that was wished."""

import json
import logging
import threading
from typing import Any

import pytest

from infra.local import demo
from tests.conftest import problem
from tests.flows.conftest import Company
from tests.surveys import answer, answers, kept, links, solves

OWNER = "li-lei"
SCANNER = {"User-Agent": "python-requests/2.32"}


def _asked(company: Company, **members: Any) -> tuple[str, str]:
    """Let a case be solved and its customer be asked; return its id and the link's token."""
    case_id = solves(company, **members)
    company.twin.advance(minutes=32)
    return case_id, links()[-1]


def _metric(company: Company, name: str) -> tuple[float, float]:
    value = company.does(demo.ADMINISTRATOR, f"GET /metrics/{name}")
    return value["numerator"], value["denominator"]


def _said(company: Company) -> list[dict[str, Any]]:
    today = company.twin.clock.now().date()
    rows: list[dict[str, Any]] = company.does(demo.SUPERVISOR, f"GET /survey-answers?on={today}")["items"]
    return rows


def _set(company: Company, **members: Any) -> None:
    now = company.does(demo.ADMINISTRATOR, "GET /settings/surveys.policy/default")
    document = {"document": now["document"] | members, "note": "测试"}
    headers = {"If-Match": f'"{now["version"]}"'}
    company.does(demo.ADMINISTRATOR, "PUT /settings/surveys.policy/default", document, headers=headers)
    company.twin.advance(minutes=2)


@pytest.mark.requirement("R-057", "R-065")
def test_opening_the_link_records_nothing(company: Company) -> None:
    _, token = _asked(company)
    before = kept()
    for agent in ("Safelinks preview", "Mozilla/5.0"):
        shown = company.twin.call(f"GET /surveys/{token}", headers={"User-Agent": agent, "Accept-Language": "en"})
        assert (shown.status, shown.json["title"]) == (200, "How did we do?")
    company.twin.settle()
    assert kept() == before
    problem(company.twin.call("GET /surveys/a.b.c"), 404, "survey_link_invalid")
    problem(company.twin.call(f"GET /surveys/{token[:-2]}xx"), 404, "survey_link_invalid")


@pytest.mark.requirement("R-065")
def test_a_link_takes_one_answer_however_many_come_at_once(company: Company) -> None:
    case_id, token = _asked(company)
    came: list[int] = []

    def post(score: int) -> None:
        came.append(answer(company.twin, token, {"score": score}).status)

    posts = [threading.Thread(target=post, args=(1 + number % 5,)) for number in range(8)]
    for each in posts:
        each.start()
    for each in posts:
        each.join()
    company.twin.settle()
    assert sorted(set(came) - {503}) == [201, 409]
    assert came.count(201) == 1
    assert len(company.does(demo.SUPERVISOR, f"GET /survey-answers?case={case_id}")["items"]) == 1
    assert _metric(company, "csat")[1] == 1


@pytest.mark.requirement("R-065")
def test_answering_again_is_refused_and_seen(company: Company) -> None:
    case_id, token = _asked(company)
    key = {"Idempotency-Key": "the-same-key-0001"}
    first = answer(company.twin, token, {"score": 5}, **key)
    again = answer(company.twin, token, {"score": 5}, **key)
    assert (first.status, again.status, again.json) == (201, 201, first.json)
    problem(answer(company.twin, token, {"score": 1}), 409, "survey_answered")
    company.twin.settle()
    [survey] = company.does(demo.SUPERVISOR, f"GET /cases/{case_id}/survey/explain")["surveys"]
    assert (survey["status"], survey["repeats"]) == ("answered", 1)
    assert _metric(company, "csat") == (1, 1)
    assert company.twin.call(f"GET /surveys/{token}").json["state"] == "answered"


@pytest.mark.requirement("R-065")
def test_what_machines_send_is_flagged_and_the_customer_may_still_answer(company: Company) -> None:
    case_id, token = _asked(company)
    answers(company.twin, token, {"score": 1}, **SCANNER)
    answers(company.twin, token, {"score": 1}, **SCANNER)
    assert [(each["counts"], each["flags"]) for each in _said(company)] == [(False, ["machine"])]
    assert _metric(company, "csat") == (0, 0)
    assert company.does(demo.SUPERVISOR, f"GET /reviews?case={case_id}")["items"] == []
    answers(company.twin, token, {"score": 5})
    assert _metric(company, "csat") == (1, 1)


@pytest.mark.requirement("R-065")
def test_answers_within_seconds_and_bursts_from_one_address_are_not_counted(company: Company) -> None:
    _set(company, burst_answers=1, quiet_window_seconds=0, too_fast_seconds=300)
    _, token = _asked(company)
    answers(company.twin, token, {"score": 5})
    assert _said(company)[0]["flags"] == ["too_fast"]
    _, second = _asked(company, title="API 集成又出错")
    company.twin.advance(minutes=6)
    answers(company.twin, token, {"score": 5})
    answers(company.twin, second, {"score": 5})
    assert {tuple(each["flags"]) for each in _said(company)} == {("too_fast",), (), ("burst",)}
    assert _metric(company, "csat") == (1, 1)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"score": 6}, "answer_out_of_scale"),
        ({"comment": "好"}, "answer_out_of_scale"),
        ({"score": 11}, "invalid_payload"),
    ],
)
def test_what_does_not_fit_is_refused_and_uses_nothing_up(company: Company, body: dict[str, Any], code: str) -> None:
    _, token = _asked(company)
    problem(answer(company.twin, token, body), 422, code)
    answers(company.twin, token, {"score": 3})


@pytest.mark.requirement("R-064")
def test_an_anonymous_answer_is_counted_and_leads_to_nobody(company: Company, caplog: pytest.LogCaptureFixture) -> None:
    case_id, token = _asked(company)
    survey_id = company.does(demo.SUPERVISOR, f"GET /cases/{case_id}/survey/explain")["surveys"][0]["survey_id"]
    before = kept()
    with caplog.at_level(logging.INFO):
        answers(company.twin, token, {"score": 1, "comment": "不想留名", "anonymous": True})
    assert _metric(company, "csat") == (0, 1)
    assert _metric(company, "survey_response_rate") == (1, 1)

    [said] = _said(company)
    assert (said["score"], said["comment"], said["anonymous"]) == (1, "不想留名", True)
    identity = {case_id, survey_id, "contact-b", "customer-b", token, "客户B", OWNER}
    assert not [each for each in identity if each in json.dumps(said, ensure_ascii=False)]
    for route in (
        f"GET /survey-answers?case={case_id}",
        "GET /survey-answers?account=customer-b",
        f"GET /reviews?case={case_id}",
    ):
        assert company.does(demo.SUPERVISOR, route)["items"] == []
    assert company.does(demo.SUPERVISOR, "GET /accounts/customer-b/satisfaction")["records"] == []
    assert not [each for each in company.events(case_id) if each["type"] == "CustomerSurveyed"]
    rows = company.does(demo.SUPERVISOR, "GET /metrics/csat/explain")
    assert not [each for each in identity if each in json.dumps(rows, ensure_ascii=False)]

    # What was written because of it, in whatever table: the answer's names nobody, and the link's mark no answer.
    written = [row for key, row in kept().items() if before.get(key) != row]
    about = [row for row in written if said["answer_id"] in row]
    assert about
    assert not [row for row in about for each in identity if each in row]
    assert not [row for row in written if survey_id in row and ("不想留名" in row or said["at"][:19] in row)]
    lines = [each for each in caplog.text.splitlines() if said["answer_id"] in each]
    assert not [line for line in lines for each in identity if each in line]

    problem(answer(company.twin, token, {"score": 5}), 409, "survey_answered")
    [survey] = company.does(demo.SUPERVISOR, f"GET /cases/{case_id}/survey/explain")["surveys"]
    assert (survey["status"], survey["repeats"]) == ("sent", 0)


@pytest.mark.requirement("R-063", "R-161")
def test_two_cases_at_once_give_one_invitation_and_the_other_says_why_not(company: Company) -> None:
    cases = [solves(company, title=title) for title in ("API 集成出错", "API 集成又出错")]
    company.twin.advance(hours=1)
    assert len(company.told("contact-b", "survey_invitation", "email")) == 1
    explained = [company.does(demo.SUPERVISOR, f"GET /cases/{each}/survey/explain") for each in cases]
    assert sorted(each["surveys"][0]["status"] for each in explained) == ["sent", "skipped"]
    [skipped] = [each for each in explained if each["surveys"][0]["status"] == "skipped"]
    assert skipped["surveys"][0]["reason"] == "quiet_window"
    assert [each["check"] for each in skipped["checks"] if not each["holds"]] == ["frequency"]


@pytest.mark.requirement("R-161")
def test_it_is_explained_why_nobody_was_asked(company: Company) -> None:
    case_id = company.submits()["case_id"]
    explained = company.does(demo.SUPERVISOR, f"GET /cases/{case_id}/survey/explain")
    assert [each["check"] for each in explained["checks"] if not each["holds"]] == ["trigger"]
    withdrawn = {"channel": "email", "purpose": "service", "status": "withdrawn", "source": "电话"}
    company.does(demo.ADMINISTRATOR, "POST /contacts/contact-b/consents", withdrawn)
    company.does(OWNER, f"POST /cases/{case_id}/resolution", {"solution": "好了", "cause_code": "defect"})
    company.twin.advance(hours=1)
    explained = company.does(demo.SUPERVISOR, f"GET /cases/{case_id}/survey/explain")
    assert explained["surveys"][0]["reason"] == "consent_withdrawn"
    assert [each["check"] for each in explained["checks"] if not each["holds"]] == ["contact"]
    assert _metric(company, "survey_reach") == (0, 1)
    problem(company.twin.call("GET /cases/C-999999/survey/explain", user=demo.SUPERVISOR), 404, "not_found")


@pytest.mark.requirement("R-060", "R-061", "R-066")
def test_reach_response_and_latency_are_measured(company: Company) -> None:
    _, token = _asked(company)
    assert (_metric(company, "survey_reach"), _metric(company, "survey_response_rate")) == ((1, 1), (0, 1))
    answers(company.twin, token, {"score": 5})
    assert _metric(company, "survey_response_rate") == (1, 1)
    latency = company.does(demo.SUPERVISOR, "GET /metrics/survey_latency")
    assert latency["denominator"] == 1
    assert latency["percentiles"]["p95"] is not None


@pytest.mark.requirement("R-134", "R-135")
def test_a_follow_up_by_phone_counts_with_its_channel(company: Company) -> None:
    case_id = solves(company)
    route = f"POST /cases/{case_id}/followups"
    body = {"channel": "phone", "feedback": "处理很快", "score": 5, "needs_action": False}
    problem(company.twin.call(route, body | {"channel": "fax"}, user=OWNER), 422, "invalid_payload")
    problem(company.twin.call(route, body, user="zhang-min"), 409, "not_your_case")
    recorded = company.does(OWNER, route, body)
    assert (recorded["channel"], recorded["feedback"], recorded["needs_action"]) == ("phone", "处理很快", False)
    grouped = company.does(demo.SUPERVISOR, "GET /metrics/csat?by=channel")
    assert [(each["key"], each["numerator"]) for each in grouped["groups"]] == [("phone", 1)]
    [said] = [each for each in company.events(case_id) if each["type"] == "CustomerSurveyed"]
    assert (said["data"]["asked_by"], said["data"]["channel"]) == ("follow_up", "phone")
    company.twin.advance(hours=1)
    explained = company.does(demo.SUPERVISOR, f"GET /cases/{case_id}/survey/explain")
    assert explained["surveys"][0]["reason"] == "followed_up"


@pytest.mark.requirement("R-167")
def test_answers_keep_the_version_of_their_questionnaire(company: Company) -> None:
    _set(company, quiet_window_seconds=0)
    _, token = _asked(company)
    shown = company.does(demo.ADMINISTRATOR, "GET /settings/surveys.questionnaire/csat")
    document = shown["document"]
    document["texts"]["zh-CN"]["question"] = "您对处理结果满意吗？"
    headers = {"If-Match": f'"{shown["version"]}"'}
    put = "PUT /settings/surveys.questionnaire/csat"
    company.does(demo.ADMINISTRATOR, put, {"document": document, "note": "新问法"}, headers=headers)
    company.twin.advance(minutes=2)
    _, second = _asked(company, title="API 集成又出错")
    asked = [company.twin.call(f"GET /surveys/{each}").json["question"] for each in (token, second)]
    assert asked == ["您对这次服务满意吗？", "您对处理结果满意吗？"]
    answers(company.twin, token, {"score": 5})
    answers(company.twin, second, {"score": 5})
    assert [each["questionnaire"] for each in _said(company)] == ["csat@1", "csat@0"]
    other = {"document": document | {"asks": "nps"}, "note": "换尺度"}
    headers = {"If-Match": '"1"'}
    refused = company.twin.call(put, other, user=demo.ADMINISTRATOR, headers=headers)
    assert problem(refused, 422, "invalid_payload")["errors"][0]["rule"] == "scale_changed"


@pytest.mark.requirement("R-107")
def test_the_condition_is_edited(company: Company) -> None:
    _set(company, trigger="closed", delay_seconds=0)
    case_id = solves(company)
    company.twin.advance(hours=1)
    assert company.told("contact-b", "survey_invitation", "email") == []
    company.does(OWNER, f"POST /cases/{case_id}/closure", {"reason": "客户确认"})
    company.twin.advance(minutes=1)
    assert len(company.told("contact-b", "survey_invitation", "email")) == 1


def test_one_reminder_then_it_expires(company: Company) -> None:
    case_id, token = _asked(company)
    company.twin.advance(days=3, hours=1)
    assert len(company.told("contact-b", "survey_reminder", "email")) == 1
    company.twin.advance(days=12)
    assert len(company.told("contact-b", "survey_reminder", "email")) == 1
    [survey] = company.does(demo.SUPERVISOR, f"GET /cases/{case_id}/survey/explain")["surveys"]
    assert survey["status"] == "expired"
    problem(answer(company.twin, token, {"score": 5}), 404, "survey_link_invalid")
