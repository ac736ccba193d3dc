"""A day at the desk: who sees and may do what, transfers, watchers, replies, lists, and the customer's view."""

import pytest

from infra.local.control import portal_token
from tests.conftest import problem
from tests.flows.conftest import Company
from tests.flows.test_sla import opened


@pytest.mark.requirement("R-007", "R-017")
def test_a_customer_sees_only_their_own_cases(company: Company) -> None:
    mine = company.submits()
    other = portal_token(company.twin, "contact-a")
    for path in ("", "/timeline", "/attachments"):
        answer = company.twin.call(f"GET /portal/cases/{mine['case_id']}{path}", token=other)
        problem(answer, 404, "not_found")
    problem(
        company.twin.call(f"POST /portal/cases/{mine['case_id']}/replies", {"body": "x"}, token=other), 404, "not_found"
    )
    assert company.twin.call("GET /portal/cases", token=other).json["items"] == []
    assert [each["number"] for each in company.does("customer", "GET /portal/cases")["items"]] == [mine["number"]]
    problem(company.twin.call("GET /portal/cases", token=company.customer[:-3] + "AAA"), 401, "not_signed_in")
    company.twin.advance(hours=13)
    problem(company.twin.call("GET /portal/cases", token=company.customer), 401, "not_signed_in")


@pytest.mark.requirement("R-017")
def test_the_portal_shows_public_things_at_once_and_nothing_internal(company: Company) -> None:
    case_id = company.submits()["case_id"]
    company.does("li-lei", f"POST /cases/{case_id}/notes", {"body": "内部：客户欠费"})
    company.does("li-lei", f"POST /cases/{case_id}/replies", {"body": "正在排查"})
    entries = company.does("customer", f"GET /portal/cases/{case_id}")["entries"]
    assert [(each["kind"], each["text"]) for each in entries][:2] == [("replied", "正在排查"), ("assigned", None)]
    assert "欠费" not in str(company.does("customer", f"GET /portal/cases/{case_id}/timeline"))
    company.does("li-lei", f"POST /cases/{case_id}/stops", {"reason": "内部排期"})
    shown = company.does("customer", f"GET /portal/cases/{case_id}")
    assert shown["case"]["status"] == "in_progress"
    assert "内部排期" not in str(shown)


@pytest.mark.requirement("R-014")
@pytest.mark.parametrize("missing", ["title", "category", "urgency"])
def test_the_portal_form_demands_its_members(company: Company, missing: str) -> None:
    body = {"title": "API 集成出错", "category": "integration/api", "urgency": "high"}
    del body[missing]
    refused = problem(company.twin.call("POST /portal/cases", body, token=company.customer), 422, "invalid_payload")
    assert [(each["field"], each["rule"]) for each in refused["errors"]] == [(missing, "missing")]


@pytest.mark.requirement("R-111")
@pytest.mark.parametrize(
    "missing", ["contact_id", "channel", "case_type", "category", "impact", "urgency", "description"]
)
def test_a_manual_case_demands_its_members(company: Company, missing: str) -> None:
    body = {
        "title": "无法登录",
        "description": "登录后报错",
        "contact_id": "contact-b",
        "channel": "phone",
        "case_type": "incident",
        "category": "account/access",
        "impact": "medium",
        "urgency": "high",
    }
    del body[missing]
    refused = problem(company.twin.call("POST /cases", body, user="li-lei"), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == ["body" if missing == "contact_id" else missing]
    assert missing in refused["errors"][0]["message"] or refused["errors"][0]["rule"] == "missing"


@pytest.mark.requirement("R-171", "R-103")
def test_categories_are_a_tree_that_the_company_edits(company: Company) -> None:
    body = {"title": "x", "category": "integration/fax", "urgency": "low"}
    problem(company.twin.call("POST /portal/cases", body, token=company.customer), 422, "unknown_category")
    document = company.does("admin", "GET /settings/cases.categories/default")["document"]
    integration = next(each for each in document["categories"] if each["id"] == "integration")
    integration["children"].append({"id": "fax", "label": {"zh-CN": "传真", "en": "Fax"}})
    put = {"document": document, "note": "传真"}
    company.does("admin", "PUT /settings/cases.categories/default", put, headers={"If-Match": "0"})
    assert company.does("customer", "POST /portal/cases", body)["category"] == "integration/fax"
    labels = [each["label"] for each in company.does("customer", "GET /portal/forms")["categories"][1]["children"]]
    assert "传真" in labels


@pytest.mark.requirement("R-103", "R-172")
def test_every_pair_of_the_matrix_gives_its_priority(company: Company) -> None:
    matrix = company.does("admin", "GET /settings/cases.priority_matrix/default")["document"]["matrix"]
    matrix["low"]["low"] = "P3"
    put = {"document": {"matrix": matrix, "portal_impact": "low"}, "note": "test"}
    company.does("admin", "PUT /settings/cases.priority_matrix/default", put, headers={"If-Match": "0"})
    for impact, row in matrix.items():
        for urgency, priority in row.items():
            assert opened(company, impact=impact, urgency=urgency)["priority"] == priority


@pytest.mark.requirement("R-110")
def test_a_case_from_a_channel_finds_its_customer_by_address_or_number(company: Company) -> None:
    body = {
        "title": "发票抬头有误",
        "description": "请更正",
        "contact_email": " Contact@Customer-B.example",
        "channel": "email",
        "case_type": "request",
        "category": "billing/invoice",
        "impact": "low",
        "urgency": "low",
    }
    case = company.does("web-shop", "POST /cases", body)
    assert (case["contact_id"], case["account_id"], case["channel"]) == ("contact-b", "customer-b", "email")
    called = company.does(
        "web-shop", "POST /cases", body | {"contact_email": None, "contact_phone": "138 0013 8000", "channel": "phone"}
    )
    assert called["contact_id"] == "contact-b"
    unknown = company.twin.call("POST /cases", body | {"contact_email": "nobody@nowhere.example"}, user="web-shop")
    problem(unknown, 422, "unknown_customer")
    listed = company.does("wang-qiang", "GET /cases?view=account&account_id=customer-b&channel=email")["items"]
    assert [each["number"] for each in listed] == [case["number"]]


@pytest.mark.requirement("R-112", "R-186", "R-187", "R-188")
def test_relations_and_fields_are_kept_and_filtered_by(company: Company) -> None:
    members = {
        "product": "网关 X2",
        "product_version": "4.1",
        "serial": "SN-0001",
        "order_id": "SO-88",
        "device_id": "DEV-7",
        "address": "上海市浦东新区",
        "region": "CN-SH",
        "zone": "Asia/Shanghai",
        "language": "zh-CN",
        "topic": "升级后掉线",
        "tags": ["VIP"],
        "category": "integration/api/signature",
    }
    case = opened(company, **members)
    opened(company)
    kept = {name: case[name] for name in members if name != "tags"}
    assert kept == {name: value for name, value in members.items() if name != "tags"}
    assert "VIP" in case["tags"]
    assert (case["account_id"], case["contact_id"], case["channel"]) == ("customer-b", "contact-b", "phone")
    assert company.does("li-lei", f"GET /cases/{case['case_id']}") | kept == company.does(
        "li-lei", f"GET /cases/{case['number']}"
    )
    account = "view=account&account_id=customer-b"
    for narrow in (
        "product=网关 X2",
        "serial=SN-0001",
        "order_id=SO-88",
        "device_id=DEV-7",
        "tag=VIP",
        "category=integration",
        "category=integration/api",
        "category=integration/api/signature",
    ):
        found = company.does("wang-qiang", f"GET /cases?{account}&{narrow.replace(' ', '%20')}")["items"]
        assert [each["number"] for each in found] == [case["number"]], narrow
    schema = company.does("li-lei", "GET /schema/case")
    assert set(members) | {"account_id", "contact_id", "channel"} <= schema["properties"].keys()


@pytest.mark.requirement("R-117", "R-120", "R-126")
def test_views_show_mine_and_what_is_to_accept_nearest_due_first(company: Company) -> None:
    for user in ("li-lei", "zhang-min", "zhang-san"):
        company.does(user, f"PUT /users/{user}/presence", {"presence": "away"})
    later = opened(company, impact="low", urgency="low")
    sooner = opened(company)
    waiting = company.does("zhang-min", "GET /cases?view=to_accept")["items"]
    assert [each["number"] for each in waiting] == [sooner["number"], later["number"]]
    assert company.does("zhang-min", "GET /cases?view=mine")["items"] == []
    accepted = company.does("zhang-min", f"POST /cases/{later['number']}/accept")
    assert (accepted["status"], accepted["assignee_id"]) == ("in_progress", "zhang-min")
    second = company.twin.call(f"POST /cases/{later['number']}/accept", user="zhang-san")
    assert problem(second, 409, "case_already_accepted")["facts"] == {"assignee_id": "zhang-min"}
    company.does("zhang-min", f"POST /cases/{sooner['number']}/accept")
    mine = company.does("zhang-min", "GET /cases?view=mine")["items"]
    assert [each["number"] for each in mine] == [sooner["number"], later["number"]]
    assert company.does("zhang-min", "GET /cases?view=to_accept")["items"] == []


@pytest.mark.requirement("R-118")
def test_transfer_to_a_person_or_a_queue(company: Company) -> None:
    case_id = opened(company)["case_id"]
    owner = company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"]
    other = next(each for each in ("li-lei", "zhang-min", "zhang-san") if each != owner)
    path = f"POST /cases/{case_id}/transfers"
    problem(company.twin.call(path, {"assignee_id": other, "reason": "抢单"}, user=other), 409, "not_your_case")
    problem(company.twin.call(path, {"assignee_id": "nobody", "reason": "x"}, user=owner), 422, "unknown_assignee")
    problem(company.twin.call(path, {"queue_id": "nowhere", "reason": "x"}, user=owner), 422, "unknown_queue")
    problem(company.twin.call(path, {"reason": "x"}, user=owner), 422, "invalid_payload")
    case = company.does(owner, path, {"assignee_id": other, "reason": "更熟悉该产品"})
    assert (case["assignee_id"], case["status"]) == (other, "in_progress")
    assert company.told(other, "case_assigned")
    company.does(other, path, {"queue_id": "priority", "reason": "需要专家"})
    assert company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"] is not None, "routed anew from the queue"
    loads = [
        company.does("wang-qiang", f"GET /users/{each}/load")["active"] for each in ("li-lei", "zhang-min", "zhang-san")
    ]
    assert sum(loads) == 1


@pytest.mark.requirement("R-118", "R-116")
def test_a_full_colleague_is_refused_unless_a_supervisor_insists(company: Company) -> None:
    version = company.does("admin", "GET /users/zhang-san")["version"]
    company.does("admin", "PATCH /users/zhang-san", {"capacity": 0}, headers={"If-Match": str(version)})
    case_id = opened(company)["case_id"]
    body = {"assignee_id": "zhang-san", "reason": "指定"}
    path = f"POST /cases/{case_id}/transfers"
    assert problem(company.twin.call(path, body, user="wang-qiang"), 409, "at_capacity")["facts"]["capacity"] == 0
    case = company.does("wang-qiang", path, body | {"over_capacity": True})
    assert case["assignee_id"] == "zhang-san"


@pytest.mark.requirement("R-119", "R-154")
def test_watchers_and_mentioned_colleagues_read_and_are_told(company: Company) -> None:
    case_id = company.submits()["case_id"]
    problem(company.twin.call(f"GET /cases/{case_id}", user="duty-rd"), 404, "not_found")
    company.does("li-lei", f"POST /cases/{case_id}/watchers", {"user_id": "zhang-san"})
    company.does("li-lei", f"POST /cases/{case_id}/notes", {"body": "请看日志 @duty-rd，谢谢"})
    assert company.does("duty-rd", f"GET /cases/{case_id}")["watchers"] == ["zhang-san", "duty-rd"]
    assert len(company.told("duty-rd", "case_mention")) == 1
    company.does("li-lei", f"POST /cases/{case_id}/replies", {"body": "已定位"})
    assert company.told("zhang-san", "case_watched")
    assert [each["number"] for each in company.does("duty-rd", "GET /cases?view=watching")["items"]] == ["C-000001"]
    company.does("duty-rd", f"DELETE /cases/{case_id}/watchers/duty-rd")
    problem(company.twin.call(f"GET /cases/{case_id}", user="duty-rd"), 404, "not_found")
    assert company.does("duty-rd", "GET /cases?view=watching")["items"] == []


@pytest.mark.requirement("R-121")
def test_replies_stand_in_the_timeline_with_their_delivery(company: Company) -> None:
    case_id = company.submits()["case_id"]
    company.does("li-lei", f"POST /cases/{case_id}/replies", {"body": "请更换密钥"})
    replied = next(each for each in company.events(case_id) if each["type"] == "CaseReplied")
    assert replied["data"]["body"] == "请更换密钥"
    assert [(each["to"], each["channel"], each["state"]) for each in replied["deliveries"]] == [
        ("contact-b", "email", "sent")
    ]
    sent = company.told("contact-b", "case_reply", "email")
    assert len(sent) == 1


@pytest.mark.requirement("R-008", "R-009", "R-127")
def test_roles_at_the_desk(company: Company) -> None:
    own = company.submits()["case_id"]
    company.does("li-lei", f"POST /cases/{own}/replies", {"body": "请更换密钥"})
    cited = {"solution": "更换密钥", "cause_code": "configuration", "article_id": "kb-1"}
    assert company.does("li-lei", f"POST /cases/{own}/resolution", cited) | cited == company.does(
        "li-lei", f"GET /cases/{own}"
    )

    case_id = company.submits()["case_id"]
    other = {"solution": "x", "cause_code": "usage"}
    problem(company.twin.call(f"POST /cases/{case_id}/resolution", other, user="zhang-min"), 409, "not_your_case")
    put = {"document": {}, "note": "x"}
    problem(
        company.twin.call("PUT /settings/cases.sla_policy/standard", put, user="li-lei", headers={"If-Match": "1"}),
        403,
        "not_allowed",
    )
    urgent = opened(company, impact="high", urgency="critical")["case_id"]
    for queue, waiting in (("general", case_id), ("priority", urgent)):
        (listed,) = company.does("wang-qiang", f"GET /cases?view=queue&queue_id={queue}")["items"]
        assert (listed["case_id"], listed["due_at"]) == (
            waiting,
            company.does("wang-qiang", f"GET /cases/{waiting}/sla")["due_at"],
        )
    company.does(
        "li-lei",
        f"POST /cases/{case_id}/escalations",
        {"level": 1, "reason": "高风险客户", "expected_by_at": "2026-03-02T08:00:00Z"},
    )
    step = company.does("wang-qiang", f"GET /cases/{case_id}/escalations")["items"][0]
    assert (step["level"], step["cause"], step["reason"], step["expected_by_at"]) == (
        1,
        "manual",
        "高风险客户",
        "2026-03-02T08:00:00Z",
    )
    assert company.told("wang-qiang", "case_escalated")
    company.does("wang-qiang", f"POST /cases/{case_id}/accept")
    company.does("wang-qiang", f"POST /cases/{case_id}/resolution", other)


@pytest.mark.requirement("R-190", "R-191")
def test_a_resolved_case_shows_policy_and_solution(company: Company) -> None:
    case_id = company.submits()["case_id"]
    company.does("zhang-san", f"POST /cases/{case_id}/watchers", {"user_id": "zhang-min", "as_collaborator": True})
    company.does("zhang-min", f"POST /cases/{case_id}/restorations", {"how": "临时回退"})
    unknown = {"solution": "更换密钥", "cause_code": "moon"}
    problem(company.twin.call(f"POST /cases/{case_id}/resolution", unknown, user="li-lei"), 422, "unknown_cause")
    problem(
        company.twin.call(f"POST /cases/{case_id}/resolution", {"cause_code": "defect"}, user="li-lei"),
        422,
        "invalid_payload",
    )
    resolved = {"solution": "更换密钥", "cause_code": "configuration", "article_id": "kb-1"}
    company.does("li-lei", f"POST /cases/{case_id}/resolution", resolved)
    case = company.does("li-lei", f"GET /cases/{case_id}")
    assert {name: case[name] for name in resolved} == resolved
    assert (case["sla_policy"], case["sla_calendar"], case["entitlement_id"], case["remaining_quota"]) == (
        "standard@1",
        "office@0",
        None,
        None,
    )
    assert (case["queue_id"], case["assignee_id"], case["status"], case["collaborators"]) == (
        "general",
        "li-lei",
        "resolved",
        ["zhang-min"],
    )
    assert company.told("contact-b", "case_resolved", "email")
    company.does("customer", f"POST /portal/cases/{case_id}/closure", {})
    assert company.does("li-lei", f"GET /cases/{case_id}")["status"] == "closed"
    company.twin.advance(days=15)
    customer = portal_token(company.twin, "contact-b")
    late = company.twin.call(f"POST /portal/cases/{case_id}/reopenings", {"reason": "又坏了"}, token=customer)
    problem(late, 409, "reopen_too_late")


def test_a_resolved_case_closes_by_itself(company: Company) -> None:
    case_id = company.submits()["case_id"]
    company.does("li-lei", f"POST /cases/{case_id}/resolution", {"solution": "ok", "cause_code": "usage"})
    company.twin.advance(days=7)
    assert company.does("li-lei", f"GET /cases/{case_id}")["status"] == "closed"


@pytest.mark.requirement("R-163")
def test_the_customer_as_a_whole(company: Company) -> None:
    case = company.submits()
    shown = company.does("li-lei", "GET /accounts/customer-b/360")
    assert (shown["account"]["name"], shown["service_level"]) == ("客户B", "standard")
    assert [each["contact_id"] for each in shown["contacts"]] == ["contact-b"]
    assert [each["number"] for each in shown["cases"]["items"]] == [case["number"]]
    kinds = [each["data"].get("kind") for each in company.does("li-lei", "GET /accounts/customer-b/timeline")["items"]]
    assert "CaseOpened" in kinds


def test_a_wait_that_runs_out_is_told_and_the_case_stays_waiting(company: Company) -> None:
    case_id = company.submits()["case_id"]
    body = {"wait_for": "customer", "asked": "日志", "until_at": "2026-03-03T02:00:00Z"}
    company.does("li-lei", f"POST /cases/{case_id}/waits", body)
    company.does("li-lei", f"POST /cases/{case_id}/replies", {"body": "请在明天前提供日志"})
    company.twin.advance(days=1)
    assert len(company.told("li-lei", "wait_expired")) == 1
    assert company.does("li-lei", f"GET /cases/{case_id}")["status"] == "waiting_customer"


def test_the_customers_answer_ends_the_waiting(company: Company) -> None:
    case_id = company.submits()["case_id"]
    company.does("li-lei", f"POST /cases/{case_id}/waits", {"wait_for": "customer", "asked": "日志"})
    company.does("customer", f"POST /portal/cases/{case_id}/replies", {"body": "日志如下"})
    case = company.does("li-lei", f"GET /cases/{case_id}")
    assert (case["status"], case["wait"]) == ("in_progress", None)
    assert company.milestone(case_id, "resolution")["state"] == "running"
    assert company.told("li-lei", "customer_replied")
