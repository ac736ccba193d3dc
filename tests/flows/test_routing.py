"""Routing: who gets which case and why; nobody, overflow, and looking again."""

from typing import Any

import pytest

from crm.cases.settings.routing import Routing
from tests.flows.conftest import Company
from tests.flows.test_sla import opened


def put(company: Company, kind: str, document: dict[str, Any]) -> None:
    version = company.does("admin", f"GET /settings/{kind}/default")["version"]
    body = {"document": document, "note": "test"}
    company.does("admin", f"PUT /settings/{kind}/default", body, headers={"If-Match": str(version)})


def queues(company: Company, **changes: dict[str, Any]) -> None:
    """Change members of queues by id; unknown ids are added."""
    document = company.does("admin", "GET /settings/cases.queues/default")["document"]
    known = {queue["id"]: queue for queue in document["queues"]}
    for queue_id, members in changes.items():
        label = {"zh-CN": queue_id, "en": queue_id}
        known[queue_id] = known.get(queue_id, {"id": queue_id, "label": label}) | members
    put(company, "cases.queues", {"queues": list(known.values())})


def rules(company: Company, *first: dict[str, Any], **members: Any) -> None:
    """Put rules before the shipped ones."""
    document = Routing.shipped()["default"].model_dump(mode="json")
    document["rules"] = [*first, *document["rules"]]
    put(company, "cases.routing", document | members)


def routing(company: Company, case_id: str) -> dict[str, Any]:
    return company.does("qa", f"GET /cases/{case_id}/routing")["items"][0]


LABELLED = [
    ("API 集成出错", "调用返回 401", {"API 集成"}),
    ("接口对接问题", "签名失败", {"API 集成"}),
    ("Our API integration fails", "since this morning", {"API 集成"}),
    ("ＡＰＩ集成 超时", "全角字符", {"API 集成"}),
    ("无法登录", "密码正确", set()),
    ("打印机卡纸", "API 集成 也有问题", {"API 集成"}),
    ("rapid integration", "not about an interface", set()),
    ("发票抬头", "请修改发票", set()),
]


@pytest.mark.requirement("R-018", "R-015")
def test_every_case_of_the_labelled_set_goes_to_somebody_with_all_skills(company: Company) -> None:
    skills = {
        user["user_id"]: {each["skill"] for each in user["skills"]}
        for user in company.does("admin", "GET /users?limit=100")["items"]
    }
    right = 0
    for title, description, needed in LABELLED:
        case = opened(company, title=title, description=description)
        decision = routing(company, case["case_id"])
        assert set(case["tags"]) - {"发票"} == needed, "the one tag that calls for no skill is left out"
        right += set(decision["required_skills"]) == needed and needed <= skills[decision["assignee_id"]]
    assert right / len(LABELLED) == 1.0


@pytest.mark.requirement("R-173", "R-002", "R-015")
def test_the_decision_shows_its_factors_and_replays(company: Company) -> None:
    decision = routing(company, company.submits()["case_id"])
    chosen = decision["candidates"][0]
    factors = {name: chosen[name] for name in ("skill", "availability", "load", "customer_level")}
    assert factors == {"skill": 1.0, "availability": 1.0, "load": 1.0, "customer_level": 0.5}
    company.does("zhang-min", "PUT /users/zhang-min/presence", {"presence": "away"})
    members = {"title": "API 集成出错", "contact_id": "contact-a", "language": "zh-CN"}
    for_privileged = routing(company, opened(company, **members)["case_id"])
    shown = {each["user_id"]: each for each in for_privileged["candidates"]}
    assert (shown["li-lei"]["load"], shown["li-lei"]["customer_level"]) == (0.9, 1.0), "one in hand, and a senior"
    assert (shown["zhang-min"]["availability"], shown["zhang-min"]["skill"]) == (0.0, 0.0)
    assert decision["replays"] is True
    assert decision["settings"] == ["cases.routing:default@0", "cases.tag_rules:default@0", "cases.queues:default@1"]


@pytest.mark.requirement("R-201")
def test_p1_complaints_and_privileged_customers_have_their_own_queue(company: Company) -> None:
    ordinary = opened(company)
    p1 = opened(company, impact="high", urgency="critical")
    complaint = opened(company, case_type="complaint")
    privileged = opened(company, contact_id="contact-a")
    shown = [
        company.does("qa", f"GET /cases/{each['case_id']}")["queue_id"]
        for each in (ordinary, p1, complaint, privileged)
    ]
    assert shown == ["general", "priority", "priority", "priority"]
    assert routing(company, p1["case_id"])["rule_id"] == "p1"


@pytest.mark.requirement("R-021", "R-012")
def test_nobody_eligible_waits_for_manual_dispatch_with_clocks_running(company: Company) -> None:
    company.does("li-lei", "PUT /users/li-lei/presence", {"presence": "offline"})
    case_id = company.submits()["case_id"]
    case = company.does("wang-qiang", f"GET /cases/{case_id}")
    assert (case["status"], case["queue_id"], case["assignee_id"]) == ("new", "manual_dispatch", None)
    assert routing(company, case_id)["reason"] == "nobody_available"
    assert len(company.told("wang-qiang", "manual_dispatch")) == 1
    assert company.milestone(case_id, "first_response")["state"] == "running"
    company.twin.advance(minutes=30)
    assert company.milestone(case_id, "first_response")["elapsed_seconds"] == 1800
    assert len(company.told("wang-qiang", "manual_dispatch")) == 1, "told once, however often routing looks again"

    # Somebody becomes available: routing looks again.
    company.does("li-lei", "PUT /users/li-lei/presence", {"presence": "online"})
    assert company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"] == "li-lei"


@pytest.mark.requirement("R-105", "R-164", "R-228")
def test_somebody_off_shift_is_never_chosen_and_the_case_goes_to_the_next_shift(company: Company) -> None:
    night = {
        "zone": "Asia/Shanghai",
        "weekly": {day: [["20:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    }
    body = {"document": night, "note": "夜班"}
    company.does("admin", "PUT /settings/directory.calendar/night", body, headers={"If-Match": "0"})
    user = company.does("admin", "GET /users/li-lei")
    company.does("admin", "PATCH /users/li-lei", {"shift": "night"}, headers={"If-Match": str(user["version"])})
    case_id = company.submits()["case_id"]
    decision = routing(company, case_id)
    assert next(each for each in decision["candidates"] if each["user_id"] == "li-lei")["excluded_by"] == "off_shift"
    company.twin.advance(hours=9, minutes=59)
    assert company.does("qa", f"GET /cases/{case_id}")["assignee_id"] in {None, "wang-qiang"}
    fresh = company.submits(title="夜里的 API 集成问题")
    company.twin.advance(minutes=2)
    assert company.does("qa", f"GET /cases/{fresh['case_id']}")["assignee_id"] == "li-lei"


@pytest.mark.requirement("R-203")
def test_an_expired_skill_is_never_counted_on(company: Company) -> None:
    user = company.does("admin", "GET /users/li-lei")
    skills = {"skills": [{"skill": "API 集成", "level": 5, "expires_on": "2026-03-01"}]}
    company.does("admin", "PUT /users/li-lei/skills", skills, headers={"If-Match": str(user["version"])})
    decision = routing(company, company.submits()["case_id"])
    assert decision["reason"] == "nobody_skilled"
    assert {each["excluded_by"] for each in decision["candidates"]} == {"missing_skill"}


@pytest.mark.requirement("R-202", "R-228")
def test_the_wait_limit_overflows_to_another_team(company: Company) -> None:
    company.does("admin", "POST /teams", {"team_id": "partner", "name": "外包伙伴"})
    body = {
        "user_id": "partner-agent",
        "name": "外包坐席",
        "email": "p@kairos.example",
        "roles": ["agent"],
        "team_id": "partner",
    }
    company.does("admin", "POST /users", body)
    company.does("partner-agent", "PUT /users/partner-agent/presence", {"presence": "online"})
    queues(
        company,
        partners={"team_ids": ["partner"], "owner_id": "wang-qiang"},
        general={"overflow_to": "partners", "overflow_after_seconds": 900},
    )
    for user in ("li-lei", "zhang-min", "zhang-san"):
        company.does(user, f"PUT /users/{user}/presence", {"presence": "away"})
    case_id = opened(company)["case_id"]
    assert company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"] is None
    company.twin.advance(minutes=14)
    assert company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"] is None
    company.twin.advance(minutes=2)
    case = company.does("wang-qiang", f"GET /cases/{case_id}")
    assert (case["assignee_id"], case["queue_id"]) == ("partner-agent", "partners")


@pytest.mark.requirement("R-202", "R-116")
def test_load_is_balanced_and_capacity_kept(company: Company) -> None:
    for user in ("zhang-min", "zhang-san", "li-lei"):
        version = company.does("admin", f"GET /users/{user}")["version"]
        company.does("admin", f"PATCH /users/{user}", {"capacity": 2}, headers={"If-Match": str(version)})
    owners = [company.does("qa", f"GET /cases/{opened(company)['case_id']}")["assignee_id"] for _ in range(7)]
    assert sorted(owners[:6]) == ["li-lei", "li-lei", "zhang-min", "zhang-min", "zhang-san", "zhang-san"]
    assert owners[6] is None
    assert {owners[0], owners[1], owners[2]} == {"li-lei", "zhang-min", "zhang-san"}, "the next goes to who has least"


@pytest.mark.requirement("R-173", "R-228")
def test_droppable_skills_are_given_up_in_time_and_required_ones_never(company: Company) -> None:
    rule = {
        "id": "access",
        "when": {"categories": ["account"]},
        "queue": "general",
        "required_skills": ["售后"],
        "droppable_skills": [{"skill": "云平台", "after_seconds": 600}],
    }
    rules(company, rule)
    case_id = opened(company)["case_id"]
    assert routing(company, case_id)["reason"] == "nobody_skilled"
    company.twin.advance(minutes=10, seconds=1)
    decision = routing(company, case_id)
    assert (decision["assignee_id"], decision["dropped_skills"]) == ("zhang-min", ["云平台"])
    assert decision["required_skills"] == ["售后"]


@pytest.mark.requirement("R-164", "R-105")
def test_queue_skills_and_teams_are_followed(company: Company) -> None:
    queues(company, general={"skills": ["账单"]})
    assert routing(company, opened(company)["case_id"])["assignee_id"] == "zhang-san"
    queues(company, general={"skills": [], "team_ids": ["cross-department"]})
    assert routing(company, opened(company)["case_id"])["assignee_id"] == "duty-rd"


@pytest.mark.requirement("R-002")
def test_language_is_required_by_the_rule(company: Company) -> None:
    case_id = opened(company, language="en")["case_id"]
    excluded = {each["user_id"]: each["excluded_by"] for each in routing(company, case_id)["candidates"]}
    assert excluded["zhang-min"] == "language"
    assert company.does("qa", f"GET /cases/{case_id}")["assignee_id"] in {"li-lei", "zhang-san"}


@pytest.mark.requirement("R-002")
@pytest.mark.parametrize(("impact", "priority", "rule"), [("medium", "P2", "skills"), ("high", "P1", "p1")])
def test_the_reason_names_skill_language_and_the_rule_of_the_priority(
    company: Company, impact: str, priority: str, rule: str
) -> None:
    urgency = "critical" if priority == "P1" else "high"
    case = opened(company, language="en", tags=["API 集成"], impact=impact, urgency=urgency)
    decision = routing(company, case["case_id"])
    assert (decision["assignee_id"], decision["rule_id"]) == ("li-lei", rule)
    assert all(word in decision["explanation"] for word in (rule, "李雷", "API 集成", " en ", priority))


@pytest.mark.requirement("R-105")
@pytest.mark.parametrize(
    ("when", "members"),
    [
        ({"products": ["网关 X2"]}, {"product": "网关 X2"}),
        ({"languages": ["en"]}, {"language": "en"}),
        ({"regions": ["CN-SH"]}, {"region": "CN-SH"}),
        ({"tags": ["VIP"]}, {"tags": ["VIP"]}),
    ],
)
def test_queues_are_by_product_language_region_or_tag(
    company: Company, when: dict[str, Any], members: dict[str, Any]
) -> None:
    queues(company, own={"team_ids": ["cross-department"], "owner_id": "wang-qiang"})
    rules(company, {"id": "own", "when": when, "queue": "own"})
    for case, queue in ((opened(company, **members), "own"), (opened(company, product="别的"), "general")):
        assert case["queue_id"] == queue
        assert company.does("qa", f"GET /cases/{case['case_id']}")["queue_id"] == queue


@pytest.mark.requirement("R-203")
def test_the_matrix_is_by_level_and_region_too(company: Company) -> None:
    """The better of two who have the skill gets the case, unless the rule demands a region that they are not of."""
    skilled = {"li-lei": 2, "zhang-san": 5}
    for user, level in skilled.items():
        members = {"regions": ["CN-SH"] if user == "li-lei" else ["CN-GD"]}
        version = company.does("admin", f"GET /users/{user}")["version"]
        company.does("admin", f"PATCH /users/{user}", members, headers={"If-Match": str(version)})
        body = {"skills": [{"skill": "云平台", "level": level, "expires_on": None}]}
        company.does("admin", f"PUT /users/{user}/skills", body, headers={"If-Match": str(version + 1)})
    rules(
        company,
        {"id": "local", "when": {"tags": ["到场"]}, "queue": "general", "region": "required"},
        {"id": "cloud", "when": {"tags": ["云"]}, "queue": "general", "required_skills": ["云平台"]},
    )
    assert routing(company, opened(company, tags=["云"])["case_id"])["assignee_id"] == "zhang-san"
    local = routing(company, opened(company, tags=["到场"], region="CN-SH")["case_id"])
    assert local["assignee_id"] == "li-lei"
    excluded = {each["user_id"]: each["excluded_by"] for each in local["candidates"]}
    assert excluded["zhang-min"] == excluded["zhang-san"] == "region"


@pytest.mark.requirement("R-202")
def test_the_same_load_weighs_more_on_who_takes_longer(company: Company) -> None:
    """Both have one case and the same skills; who took three hours for the last gets the next after who took one."""
    skill = {"skills": [{"skill": "云平台", "level": 3, "expires_on": None}]}
    for user in ("li-lei", "zhang-san"):
        version = company.does("admin", f"GET /users/{user}")["version"]
        company.does("admin", f"PUT /users/{user}/skills", skill, headers={"If-Match": str(version)})
    rules(company, {"id": "cloud", "when": {"tags": ["云"]}, "queue": "general", "required_skills": ["云平台"]})

    def given_to(user: str) -> str:
        case_id: str = opened(company, tags=["云"])["case_id"]
        if company.does("qa", f"GET /cases/{case_id}")["assignee_id"] != user:
            company.does("wang-qiang", f"POST /cases/{case_id}/transfers", {"assignee_id": user, "reason": "test"})
        return case_id

    solved = {"solution": "ok", "cause_code": "usage"}
    cases = {user: given_to(user) for user in ("zhang-san", "li-lei")}
    company.twin.advance(hours=1)
    company.does("li-lei", f"POST /cases/{cases['li-lei']}/resolution", solved)
    company.does("zhang-san", f"POST /cases/{cases['zhang-san']}/replies", {"body": "正在查看"})
    company.twin.advance(hours=1)
    company.does("zhang-san", f"POST /cases/{cases['zhang-san']}/waits", {"wait_for": "customer", "asked": "?"})
    company.twin.advance(hours=1)
    company.does("zhang-san", f"POST /cases/{cases['zhang-san']}/resumptions", {})
    company.twin.advance(hours=1)
    company.does("zhang-san", f"POST /cases/{cases['zhang-san']}/resolution", solved)
    loads = {user: company.does("wang-qiang", f"GET /users/{user}/load")["handling_seconds"] for user in cases}
    assert loads == {"zhang-san": 3 * 3600, "li-lei": 3600}, "what it waited for the customer is not counted"
    for user in cases:
        given_to(user)
    decision = routing(company, opened(company, tags=["云"])["case_id"])
    shown = {each["user_id"]: (each["handling_seconds"], each["load"]) for each in decision["candidates"][:2]}
    assert shown == {"li-lei": (3600, 0.95), "zhang-san": (10800, 0.85)}
    assert (decision["assignee_id"], decision["replays"]) == ("li-lei", True)


def test_a_reopened_case_prefers_who_had_it(company: Company) -> None:
    case_id = opened(company)["case_id"]
    owner = company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"]
    company.does(owner, f"POST /cases/{case_id}/resolution", {"solution": "ok", "cause_code": "usage"})
    for _ in range(3):
        opened(company)
    company.does(owner, f"POST /cases/{case_id}/reopenings", {"reason": "又出现"})
    decision = routing(company, case_id)
    assert (decision["assignee_id"], decision["reason"]) == (owner, "returning")
