"""Opening a case for a customer."""

from typing import Any

import pytest

from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import AGENTS, CASE_FORM, KEY, Desk, names_bad

OPEN = "POST /cases"


def test_it_is_for_who_takes_cases_in(desk: Desk) -> None:
    problem(desk.call(None, OPEN, CASE_FORM), 401, "not_signed_in")
    problem(desk.call("buyer", OPEN, CASE_FORM), 401, "not_signed_in")
    for role in set(EVERYONE) - {*AGENTS, "integration"}:
        problem(desk.call(role, OPEN, CASE_FORM), 403, "not_allowed")


@pytest.mark.requirement("R-111")
@pytest.mark.parametrize("member", ["title", "description", "channel", "case_type", "category", "impact", "urgency"])
def test_a_missing_member_is_named(desk: Desk, member: str) -> None:
    names_bad(desk, "agent", OPEN, {name: value for name, value in CASE_FORM.items() if name != member}, member)


@pytest.mark.requirement("R-103")
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("title", "x" * 201),
        ("channel", "fax"),
        ("category", "Account/Access"),
        ("urgency", "now"),
        ("case_type", "wish"),
        ("contact_id", "a b"),
        ("priority", "P1"),
        ("status", "closed"),
        ("language", "Chinese"),
        ("tags", ["x"] * 21),
    ],
)
def test_a_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "agent", OPEN, CASE_FORM | {member: value}, member)


def test_a_zone_must_be_one(desk: Desk) -> None:
    refused = problem(desk.call("agent", OPEN, CASE_FORM | {"zone": "Mars/Olympus"}), 422, "invalid_payload")
    assert refused["errors"][0]["field"] == "zone"


@pytest.mark.parametrize(
    ("members", "facts"),
    [
        ({"contact_id": "nobody"}, {"field": "contact_id", "id": "nobody"}),
        ({"account_id": "acct_none"}, {"field": "account_id", "id": "acct_none"}),
        ({"contact_id": None, "contact_email": "x@y.example"}, {"field": "contact_email", "id": "x@y.example"}),
    ],
)
def test_the_customer_must_be_known(desk: Desk, members: dict[str, Any], facts: dict[str, str]) -> None:
    assert problem(desk.call("agent", OPEN, CASE_FORM | members), 422, "unknown_customer")["facts"] == facts


def test_somebody_elses_account_is_not_the_customers(desk: Desk) -> None:
    refused = problem(desk.call("agent", OPEN, CASE_FORM | {"account_id": "rival"}), 422, "unknown_customer")
    assert refused["facts"]["field"] == "account_id"


@pytest.mark.requirement("R-103", "R-171")
def test_the_category_must_be_in_the_tree(desk: Desk) -> None:
    problem(desk.call("agent", OPEN, CASE_FORM | {"category": "account/moon"}), 422, "unknown_category")


@pytest.mark.requirement("R-020", "R-110")
def test_it_is_opened_once_with_all_it_was_given(desk: Desk) -> None:
    body = CASE_FORM | {"product": "网关 X2", "tags": ["VIP", "VIP"], "title": "API 集成出错", "zone": "Europe/Berlin"}
    body |= {"contact_id": None, "contact_email": "BUYER@acme.example"}
    answer = desk.call("integration", OPEN, body, **KEY)
    again = desk.call("integration", OPEN, body, **KEY)
    assert (answer.status, again.status, again.json) == (201, 201, answer.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    problem(desk.call("integration", OPEN, body | {"title": "x"}, **KEY), 409, "idempotency_key_reused")
    case = answer.json
    assert (case["contact_id"], case["account_id"], case["customer_level"]) == ("buyer", "acme", "standard")
    assert (case["priority"], case["tags"], case["product"], case["zone"]) == (
        "P2",
        ["VIP", "API 集成"],
        "网关 X2",
        "Europe/Berlin",
    )
    assert (case["status"], case["assignee_id"], case["version"]) == ("new", None, 1)
    desk.twin.settle()
    received = [each for each in desk.told("buyer", "case_received", "email") if each["subject_id"] == case["case_id"]]
    assert len(received) == 1
    assert desk.load("agent") == 1, "nobody here has the skill, so it waits"
    assert len(desk.does("chief", "GET /cases?view=account&account_id=acme")["items"]) == 2


@pytest.mark.requirement("R-020")
def test_what_a_machine_wrote_is_not_confirmed(desk: Desk) -> None:
    by_machine = desk.does("integration", OPEN, CASE_FORM | {"channel": "email", "auto_generated": True})
    by_somebody = desk.does("integration", OPEN, CASE_FORM | {"channel": "email"})
    received = [each["subject_id"] for each in desk.told("buyer", "case_received", "email")]
    assert by_machine["case_id"] not in received
    assert received.count(by_somebody["case_id"]) == 1


@pytest.mark.requirement("R-209", "R-210", "R-211")
@pytest.mark.parametrize(
    ("impact", "urgency", "due"),
    [
        ("high", "critical", {"first_response": "02T02:15", "restore": "02T04:00", "resolution": "02T06:00"}),
        ("medium", "high", {"first_response": "02T03:00", "restore": "02T06:00", "resolution": "03T02:00"}),
        ("medium", "medium", {"first_response": "02T06:00", "resolution": "05T02:00"}),
    ],
)
def test_the_shipped_promises(desk: Desk, impact: str, urgency: str, due: dict[str, str]) -> None:
    """Monday 10:00 in office hours; a working day ends at 10:00 of the next one."""
    case = desk.opens(impact=impact, urgency=urgency)
    assert {each["milestone"]: each["due_at"] for each in case["milestones"]} == {
        name: f"2026-03-{instant}:00Z" for name, instant in due.items()
    }


@pytest.mark.requirement("R-028", "R-027")
def test_level_and_severity_choose_policy_and_targets(desk: Desk) -> None:
    """Every level with every severity: the rule that fits first names the policy, which promises by priority."""
    urgent = desk.does("admin", "GET /settings/cases.sla_policy/standard")["document"] | {"calendar": "always"}
    body = {"document": urgent, "note": "test"}
    desk.does("admin", "PUT /settings/cases.sla_policy/urgent", body, If_Match="0")
    rules = [
        {"levels": ["gold"], "priorities": ["P1", "P2"], "policy": "urgent"},
        {"levels": ["gold", "privileged"], "policy": "privileged"},
    ]
    desk.set("cases.sla_selection", rules=rules)
    severities = {
        "P1": ("high", "critical"),
        "P2": ("medium", "high"),
        "P3": ("medium", "medium"),
        "P4": ("low", "low"),
    }
    found = {}
    for level in ("standard", "privileged", "gold"):
        account = desk.does("admin", "GET /accounts/acme")
        if account["level"] != level:
            desk.does("admin", "PATCH /accounts/acme", {"level": level}, If_Match=str(account["version"]))
        for priority, (impact, urgency) in severities.items():
            case = desk.opens(impact=impact, urgency=urgency)
            assert (case["priority"], case["customer_level"]) == (priority, level)
            response = next(each for each in case["milestones"] if each["milestone"] == "first_response")
            found[level, priority] = (case["sla_policy"], case["sla_calendar"], response["target_seconds"])
    seconds = {"P1": 900, "P2": 3600, "P3": 4 * 3600, "P4": 8 * 3600}
    expected = {
        "standard": dict.fromkeys(severities, ("standard@0", "office@0")),
        "privileged": dict.fromkeys(severities, ("privileged@0", "always@0")),
        "gold": dict.fromkeys(("P1", "P2"), ("urgent@1", "always@0"))
        | dict.fromkeys(("P3", "P4"), ("privileged@0", "always@0")),
    }
    assert found == {
        (level, priority): (*policy, seconds[priority])
        for level, each in expected.items()
        for priority, policy in each.items()
    }
