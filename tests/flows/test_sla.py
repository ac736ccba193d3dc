"""Service levels in the life of cases: clocks, pauses, warnings, deputies, escalation and its reversal."""

from typing import Any

import pytest

from crm.cases.settings.sla import SlaPolicy
from tests.conftest import problem
from tests.flows.conftest import Company

HOUR = 3600


def opened(company: Company, **members: Any) -> Any:
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
    return company.does("zhang-min", "POST /cases", body | members)


def set_policy(company: Company, name: str = "standard", **members: Any) -> None:
    now = company.does("admin", f"GET /settings/cases.sla_policy/{name}")
    document = now["document"] | members
    headers = {"If-Match": str(now["version"])}
    company.does(
        "admin", f"PUT /settings/cases.sla_policy/{name}", {"document": document, "note": "test"}, headers=headers
    )


@pytest.mark.requirement("R-003", "R-123", "R-174", "R-209", "R-210", "R-211")
@pytest.mark.parametrize(
    ("impact", "urgency", "priority", "due"),
    [
        # Monday 10:00 in Shanghai, office hours 09:00-18:00; the demo company promises P2 two hours.
        ("high", "critical", "P1", {"first_response": "02:15", "restore": "04:00", "resolution": "06:00"}),
        ("medium", "high", "P2", {"first_response": "04:00", "restore": "06:00", "resolution": "+1 02:00"}),
        ("medium", "medium", "P3", {"first_response": "06:00", "resolution": "+3 02:00"}),
    ],
)
def test_targets_by_priority(company: Company, impact: str, urgency: str, priority: str, due: dict[str, str]) -> None:
    case = opened(company, impact=impact, urgency=urgency)
    assert case["priority"] == priority
    shown = {each["milestone"]: each["due_at"] for each in case["milestones"]}

    def instant(text: str) -> str:
        days, _, time = text.rpartition(" ")
        return f"2026-03-0{2 + int(days or 0)}T{time}:00Z"

    assert shown == {name: instant(text) for name, text in due.items()}


@pytest.mark.requirement("R-210", "R-209", "R-211")
def test_shipped_targets_are_the_documents() -> None:
    targets = SlaPolicy.shipped()["standard"].targets
    in_seconds = {
        priority: {name: target.seconds for name, target in each.items()} for priority, each in targets.items()
    }
    assert in_seconds["P1"] == {"first_response": 900, "restore": 2 * HOUR, "resolution": 4 * HOUR}
    assert in_seconds["P2"] == {"first_response": HOUR, "restore": 4 * HOUR, "resolution": 0}
    assert targets["P2"]["resolution"].business_days == 1
    assert in_seconds["P3"] == {"first_response": 4 * HOUR, "resolution": 0}
    assert targets["P3"]["resolution"].business_days == 3


@pytest.mark.requirement("R-027", "R-028", "R-205")
def test_level_and_severity_choose_the_policy(company: Company) -> None:
    company.twin.advance(hours=9)  # Monday 19:00: the office has closed, privileged customers are served
    standard = opened(company)
    privileged = opened(company, contact_id="contact-a")
    assert (standard["sla_policy"], standard["sla_calendar"]) == ("standard@1", "office@0")
    assert (privileged["sla_policy"], privileged["sla_calendar"]) == ("privileged@1", "always@0")
    due = [
        next(m["due_at"] for m in case["milestones"] if m["milestone"] == "first_response")
        for case in (standard, privileged)
    ]
    assert due == ["2026-03-03T03:00:00Z", "2026-03-02T13:00:00Z"]


@pytest.mark.requirement("R-205", "R-037", "R-174")
def test_three_calendars_give_three_due_times_over_holidays_and_clock_change(company: Company) -> None:
    day = {
        "zone": "Europe/Berlin",
        "weekly": {each: [["09:00", "17:00"]] for each in ("mon", "tue", "wed", "thu", "fri")},
    }
    put = {"document": day | {"holidays": {"2026-04-03": "Karfreitag"}}, "note": "Berlin"}
    company.does("admin", "PUT /settings/directory.calendar/berlin", put, headers={"If-Match": "0"})
    shanghai = {
        "document": {
            "zone": "Asia/Shanghai",
            "weekly": {each: [["09:00", "12:00"], ["13:00", "18:00"]] for each in ("mon", "tue", "wed", "thu", "fri")},
            "import_holidays": {"country": "CN", "years": [2026]},
        },
        "note": "法定节假日",
    }
    stored = company.does("admin", "PUT /settings/directory.calendar/shanghai", shanghai, headers={"If-Match": "0"})
    assert "2026-04-06" in stored["document"]["holidays"]
    for calendar in ("berlin", "shanghai", "always"):
        base = SlaPolicy.shipped()["standard"].model_dump(mode="json") | {"calendar": calendar}
        document = {"document": base, "note": calendar}
        company.does("admin", f"PUT /settings/cases.sla_policy/{calendar}", document, headers={"If-Match": "0"})
    # Friday 27 March 2026, 17:00 in Shanghai, 10:00 in Berlin; Europe's clocks go forward on the 29th.
    company.twin.advance(days=25, hours=7)
    case_ids = [opened(company, impact="medium", urgency="medium")["case_id"] for _ in range(3)]
    for case_id, policy in zip(case_ids, ("berlin", "shanghai", "always"), strict=True):
        body = {"case_ids": [case_id], "policy": policy, "reason": "test", "dry_run": False}
        company.does("wang-qiang", "POST /sla/retargets", body)
    resolution = [company.milestone(each, "resolution")["due_at"] for each in case_ids]
    assert resolution == ["2026-04-01T08:00:00Z", "2026-04-01T09:00:00Z", "2026-03-30T09:00:00Z"]
    # Whoever reads in New York sees the same instants by their own clock, beside the calendar's.
    shown = [company.does("wang-qiang", f"GET /cases/{each}/sla?zone=America/New_York") for each in case_ids]
    assert [(each["zone"], each["reader_zone"]) for each in shown] == [
        ("Europe/Berlin", "America/New_York"),
        ("Asia/Shanghai", "America/New_York"),
        ("UTC", "America/New_York"),
    ]
    last = [each["milestones"][-1] for each in shown]
    assert [(each["due_by_calendar"], each["due_by_reader"]) for each in last] == [
        ("2026-04-01T10:00:00+02:00", "2026-04-01T04:00:00-04:00"),
        ("2026-04-01T17:00:00+08:00", "2026-04-01T05:00:00-04:00"),
        ("2026-03-30T09:00:00Z", "2026-03-30T05:00:00-04:00"),
    ]


@pytest.mark.requirement("R-029", "R-207", "R-126", "R-159")
def test_warnings_fire_once_each_to_their_receivers(company: Company) -> None:
    case_id = opened(company)["case_id"]
    owner = company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"]
    seen = []
    for minutes in (59, 1, 30, 18, 11):
        company.twin.advance(minutes=minutes)
        milestone = company.milestone(case_id, "first_response")
        seen.append((milestone["used_percent"], milestone["color"], milestone["remaining_seconds"]))
    assert seen == [
        (49, "green", 3660),
        (50, "yellow", 3600),
        (75, "orange", 1800),
        (90, "red", 720),
        (99, "red", 60),
    ]
    warned = [event for event in company.events(case_id) if event["type"] == "ThresholdReached"]
    first = [event for event in warned if event["data"]["milestone"] == "first_response"]
    assert [(event["data"]["percent"], event["data"]["told"]) for event in first] == [
        (50, [owner]),
        (75, [owner, "zhang-min"] if owner != "zhang-min" else ["zhang-min"]),
        (90, [owner, "wang-qiang"]),
    ]
    assert len(company.told(owner, "sla_warning")) == len(first), "the one who has it is reminded once each time"
    company.twin.advance(minutes=1)
    assert company.milestone(case_id, "first_response")["color"] == "black"


@pytest.mark.requirement("R-159", "R-207")
def test_warning_to_an_absent_colleague_goes_to_their_deputy(company: Company) -> None:
    case_id = opened(company)["case_id"]
    transfer = {"assignee_id": "zhang-min", "reason": "test"}
    if company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"] != "zhang-min":
        company.does("wang-qiang", f"POST /cases/{case_id}/transfers", transfer)
    away = {"absence": {"from_at": "2026-03-02T02:00:00Z", "until_at": "2026-03-05T02:00:00Z"}}
    company.does("zhang-min", "PUT /users/zhang-min/absence", away)
    company.twin.advance(hours=1)
    event = next(each for each in company.events(case_id) if each["type"] == "ThresholdReached")
    assert event["data"]["told"] == ["li-lei"]
    assert company.told("li-lei", "sla_warning")
    assert not company.told("zhang-min", "sla_warning")


@pytest.mark.requirement("R-207")
def test_p1_goes_straight_to_shift_leader_and_cross_department_group(company: Company) -> None:
    case_id = opened(company, impact="high", urgency="critical")["case_id"]
    company.twin.advance(minutes=15)
    events = company.events(case_id)
    first = next(each for each in events if each["type"] == "ThresholdReached")
    assert first["data"]["percent"] == 50
    assert {"zhang-min", "wang-qiang", "duty-rd"} <= set(first["data"]["told"])
    escalated = next(each for each in events if each["type"] == "CaseEscalated")
    assert escalated["data"]["to"] in {"zhang-min", "wang-qiang"}
    assert "duty-rd" in escalated["data"]["told"]
    assert company.told("duty-rd", "case_escalated")


@pytest.mark.requirement("R-036", "R-104", "R-125", "R-206")
def test_waiting_pauses_as_the_policy_says(company: Company) -> None:
    case_id = opened(company)["case_id"]
    owner = company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"]
    problem(
        company.twin.call(f"POST /cases/{case_id}/waits", {"wait_for": "customer"}, user=owner), 422, "invalid_payload"
    )
    company.does(owner, f"POST /cases/{case_id}/replies", {"body": "请提供日志"})
    company.twin.advance(hours=1)
    company.does(owner, f"POST /cases/{case_id}/waits", {"wait_for": "customer", "asked": "请提供日志"})
    assert company.told("contact-b", "case_waiting", "email")
    events_before = len(company.events(case_id))
    company.twin.advance(days=20)
    resolution = company.milestone(case_id, "resolution")
    assert (resolution["state"], resolution["due_at"], resolution["paused_by"]) == ("paused", None, ["customer"])
    assert resolution["elapsed_seconds"] == HOUR
    assert len(company.events(case_id)) == events_before, "neither warning nor breach while paused"

    company.does(owner, f"POST /cases/{case_id}/waits", {"wait_for": "third_party", "asked": "供应商确认"})
    assert company.milestone(case_id, "resolution")["paused_by"] == ["third_party"]
    company.does(owner, f"POST /cases/{case_id}/stops", {"reason": "等待停机窗口"})
    assert company.milestone(case_id, "resolution")["paused_by"] == ["stop_work"]
    company.does(owner, f"POST /cases/{case_id}/resumptions", {})
    resolution = company.milestone(case_id, "resolution")
    assert (resolution["state"], resolution["elapsed_seconds"]) == ("running", HOUR)
    account = company.does("qa", f"GET /cases/{case_id}/sla/explain")
    stretches = next(each for each in account["milestones"] if each["milestone"] == "resolution")["stretches"]
    assert [each["paused_by"] for each in stretches if each["kind"] == "paused"] == [
        ["customer"],
        ["third_party"],
        ["stop_work"],
    ]


@pytest.mark.requirement("R-104")
def test_a_policy_may_let_the_clock_run_while_waiting(company: Company) -> None:
    set_policy(company, pauses={"first_response": [], "restore": ["third_party"], "resolution": ["third_party"]})
    case_id = opened(company)["case_id"]
    owner = company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"]
    company.does(owner, f"POST /cases/{case_id}/waits", {"wait_for": "customer", "asked": "?"})
    company.twin.advance(minutes=30)
    assert company.milestone(case_id, "resolution")["elapsed_seconds"] == HOUR // 2


@pytest.mark.requirement("R-124", "R-019")
def test_only_a_persons_public_reply_gives_the_first_response(company: Company) -> None:
    case_id = company.submits()["case_id"]
    company.does("li-lei", f"POST /cases/{case_id}/notes", {"body": "看一下"})
    company.does("customer", f"POST /portal/cases/{case_id}/replies", {"body": "有进展吗"})
    assert company.milestone(case_id, "first_response")["state"] == "running"
    company.twin.advance(minutes=30)
    case = company.does("li-lei", f"POST /cases/{case_id}/replies", {"body": "正在处理"})
    assert case["first_response_at"] == "2026-03-02T02:30:00Z"
    states = {each["milestone"]: each["state"] for each in case["milestones"]}
    assert states == {"first_response": "met", "restore": "running", "resolution": "running"}


@pytest.mark.requirement("R-035", "R-009")
def test_a_mistaken_escalation_is_taken_back(company: Company) -> None:
    case_id = company.submits()["case_id"]
    company.does("li-lei", f"POST /cases/{case_id}/replies", {"body": "请提供日志"})
    company.does("li-lei", f"POST /cases/{case_id}/waits", {"wait_for": "customer", "asked": "日志"})
    before = company.does("li-lei", f"GET /cases/{case_id}")
    case = company.does("li-lei", f"POST /cases/{case_id}/escalations", {"level": 1, "reason": "客户催促"})
    assert (case["status"], case["assignee_id"]) == ("pending_supervisor", "wang-qiang")
    escalation_id = company.does("li-lei", f"GET /cases/{case_id}/escalations")["items"][0]["escalation_id"]
    path = f"POST /cases/{case_id}/escalations/{escalation_id}/revert"
    problem(company.twin.call(path, {"reason": "误操作"}, user="li-lei"), 403, "not_allowed")
    company.does("wang-qiang", path, {"reason": "误操作"})
    after = company.does("li-lei", f"GET /cases/{case_id}")
    same = ("status", "assignee_id", "queue_id", "wait", "due_at", "escalation_level")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    clocks = [(m["milestone"], m["state"], m["elapsed_seconds"], m["due_at"]) for m in before["milestones"]]
    still = [(m["milestone"], m["state"], m["elapsed_seconds"], m["due_at"]) for m in after["milestones"]]
    assert [each for each in still if each[1] != "cancelled"] == clocks
    kinds = [event["type"] for event in company.events(case_id)]
    assert kinds.index("CaseEscalated") < kinds.index("EscalationReverted")
    problem(company.twin.call(path, {"reason": "再次"}, user="wang-qiang"), 409, "escalation_not_revertible")
    load = [company.does("wang-qiang", f"GET /users/{user}/load")["active"] for user in ("li-lei", "wang-qiang")]
    assert load == [1, 0]


@pytest.mark.requirement("R-030", "R-031", "R-033")
def test_escalation_climbs_until_somebody_answers(company: Company) -> None:
    company.does(
        "admin",
        "POST /users",
        {"user_id": "director", "name": "经理", "email": "d@kairos.example", "roles": ["supervisor"]},
    )
    company.does("admin", "PATCH /users/wang-qiang", {"manager_id": "director"}, headers={"If-Match": "2"})
    case_id = company.submits()["case_id"]
    company.twin.advance(hours=2)
    company.twin.advance(hours=2)
    items = company.does("wang-qiang", f"GET /cases/{case_id}/escalations")["items"]
    assert [(each["level"], each["handler_id"], each["to"], each["milestone"]) for each in items] == [
        (1, "li-lei", "wang-qiang", "first_response.1"),
        (2, "wang-qiang", "director", "first_response.2"),
    ]
    assert company.milestone(case_id, "first_response", 2)["state"] == "breached"


@pytest.mark.requirement("R-030")
def test_an_answered_case_does_not_go_up(company: Company) -> None:
    case_id = company.submits()["case_id"]
    company.twin.advance(minutes=119)
    company.twin.pump.lose_schedules()
    company.twin.advance(minutes=1, seconds=30)  # due has passed, the timer is lost, the sweep has not come
    case = company.does("li-lei", f"POST /cases/{case_id}/replies", {"body": "来了"})
    response = next(each for each in case["milestones"] if each["milestone"] == "first_response")
    assert (response["state"], response["breached_at"]) == ("breached", "2026-03-02T04:00:00Z")
    assert case["status"] == "in_progress"
    assert case["assignee_id"] == "li-lei"
    declined = next(each for each in company.events(case_id) if each["type"] == "EscalationDeclined")
    assert declined["data"]["reason"] == "answered"


@pytest.mark.requirement("R-003")
def test_a_lost_schedule_costs_minutes(company: Company) -> None:
    case_id = company.submits()["case_id"]
    assert company.twin.pump.lose_schedules() >= 1
    company.twin.advance(hours=2, minutes=10)
    case = company.does("wang-qiang", f"GET /cases/{case_id}")
    assert case["status"] == "pending_supervisor"
    breach = next(each for each in company.events(case_id) if each["type"] == "MilestoneBreached")
    assert breach["data"]["at"] == "2026-03-02T04:00:00Z", "breached when due, whenever it was found out"


@pytest.mark.requirement("R-228")
def test_reopening_goes_on_and_counts_the_closed_stretch_as_pause(company: Company) -> None:
    case_id = company.submits()["case_id"]
    company.twin.advance(hours=1)
    company.does("li-lei", f"POST /cases/{case_id}/resolution", {"solution": "已修复", "cause_code": "defect"})
    company.twin.advance(hours=5)
    company.does("customer", f"POST /portal/cases/{case_id}/reopenings", {"reason": "仍然报错"})
    case = company.does("li-lei", f"GET /cases/{case_id}")
    assert (case["status"], case["assignee_id"], case["reopened"]) == ("in_progress", "li-lei", 1)
    resolution = company.milestone(case_id, "resolution")
    assert (resolution["state"], resolution["elapsed_seconds"]) == ("running", HOUR)
    assert company.milestone(case_id, "first_response")["state"] == "met"
    assert company.does("qa", f"GET /cases/{case_id}/sla/explain")["matches_stored"]


@pytest.mark.requirement("R-122", "R-189", "R-172")
def test_raising_the_priority_keeps_the_time_used(company: Company) -> None:
    case_id = opened(company, impact="low", urgency="medium")["case_id"]
    owner = company.does("wang-qiang", f"GET /cases/{case_id}")["assignee_id"]
    assert company.does(owner, f"GET /cases/{case_id}")["priority"] == "P4"
    answer = company.twin.call(f"PATCH /cases/{case_id}", {"priority": "P1"}, user=owner, headers={"If-Match": "2"})
    refused = problem(answer, 422, "invalid_payload")["errors"][0]
    assert (refused["field"], refused["rule"]) == ("priority", "extra_forbidden")
    company.twin.advance(minutes=10)
    path = f"POST /cases/{case_id}/reclassifications"
    problem(company.twin.call(path, {"impact": "high"}, user=owner), 422, "invalid_payload")
    case = company.does(owner, path, {"impact": "high", "urgency": "critical", "reason": "影响全部门店，合同条款 3.2"})
    assert (case["priority"], case["impact"]) == ("P1", "high")
    clocks = {each["milestone"]: each for each in case["milestones"]}
    assert (clocks["first_response"]["target_seconds"], clocks["first_response"]["elapsed_seconds"]) == (900, 600)
    assert clocks["first_response"]["due_at"] == "2026-03-02T02:15:00Z"
    assert (clocks["restore"]["elapsed_seconds"], clocks["restore"]["due_at"]) == (0, "2026-03-02T04:10:00Z")
    assert case["color"] == "yellow"


@pytest.mark.requirement("R-109", "R-028")
def test_policy_and_level_changes_reach_new_cases_only_until_retargeted(company: Company) -> None:
    old = company.submits()
    policy = SlaPolicy.shipped()["standard"].model_dump(mode="json")
    policy["targets"]["P2"]["first_response"]["seconds"] = 3 * HOUR
    set_policy(company, targets=policy["targets"])
    account = company.does("wang-qiang", "GET /accounts/customer-b")
    company.does(
        "wang-qiang",
        "PATCH /accounts/customer-b",
        {"level": "privileged"},
        headers={"If-Match": str(account["version"])},
    )
    new = company.submits(title="另一个 API 集成问题")
    shown = [company.does("wang-qiang", f"GET /cases/{each['case_id']}") for each in (old, new)]
    assert [(each["customer_level"], each["sla_policy"]) for each in shown] == [
        ("standard", "standard@1"),
        ("privileged", "privileged@1"),
    ]
    company.twin.advance(minutes=30)
    body = {"case_ids": [old["case_id"]], "reason": "新合同"}
    preview = company.does("wang-qiang", "POST /sla/retargets", body)
    row = preview["rows"][0]
    assert (preview["dry_run"], row["verdict"], row["policy_before"], row["policy_after"]) == (
        True,
        "changed",
        "standard@1",
        "standard@2",
    )
    assert company.does("wang-qiang", f"GET /cases/{old['case_id']}")["sla_policy"] == "standard@1"
    done = company.does("wang-qiang", "POST /sla/retargets", body | {"dry_run": False})
    assert done["rows"][0]["due_after_at"] == row["due_after_at"]
    response = company.milestone(old["case_id"], "first_response")
    assert (response["target_seconds"], response["elapsed_seconds"]) == (3 * HOUR, HOUR // 2)
    again = company.does("wang-qiang", "POST /sla/retargets", body | {"dry_run": False})
    assert again["rows"][0]["verdict"] == "unchanged"


@pytest.mark.requirement("R-158")
def test_explain_shows_policy_calendar_and_every_stretch(company: Company) -> None:
    company.twin.advance(hours=7, minutes=30)  # 17:30
    case_id = company.submits()["case_id"]
    company.twin.advance(hours=16)  # the next day, 09:30
    account = company.does("li-lei", f"GET /cases/{case_id}/sla/explain")
    assert (account["policy"], account["calendar"], account["zone"]) == ("standard@1", "office@0", "Asia/Shanghai")
    assert (account["status"], account["queue_id"], account["case_type"], account["category"]) == (
        "in_progress",
        "general",
        "incident",
        "integration/api",
    )
    assert account["pauses"]["resolution"] == ["customer", "third_party", "stop_work"]
    assert account["matches_stored"]
    response = next(each for each in account["milestones"] if each["milestone"] == "first_response")
    hours = [hour for stretch in response["stretches"] for hour in stretch["open_hours"]]
    assert [(each["from_at"], each["until_at"]) for each in hours] == [
        ("2026-03-02T09:30:00Z", "2026-03-02T10:00:00Z"),
        ("2026-03-03T01:00:00Z", "2026-03-03T01:30:00Z"),
    ]
    assert response["counted_seconds"] == HOUR == sum(each["counted_seconds"] for each in response["stretches"])


@pytest.mark.requirement("R-208")
def test_notices_come_in_the_readers_language(company: Company) -> None:
    case_id = opened(company)["case_id"]
    company.does("wang-qiang", f"POST /cases/{case_id}/transfers", {"assignee_id": "zhang-san", "reason": "英语客户"})
    company.twin.advance(hours=2)
    english = company.told("zhang-san", "sla_warning")[0]["subject"]
    chinese = company.told("wang-qiang", "case_escalated")[0]["subject"]
    assert "first response" in english.lower()
    assert "升级" in chinese
    escalated = next(each for each in company.events(case_id) if each["type"] == "CaseEscalated")
    assert escalated["data"]["reason"]
