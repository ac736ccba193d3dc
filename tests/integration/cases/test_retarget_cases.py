"""Putting open cases under the policy now in force."""

from typing import Any

import pytest

from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import CASE, KEY, Desk, names_bad

RETARGET = "POST /sla/retargets"


def asked(desk: Desk, **members: Any) -> dict[str, Any]:
    return {"case_ids": [desk.case_id], "reason": "新合同", "dry_run": False} | members


@pytest.fixture
def stricter(desk: Desk) -> Desk:
    """The desk, which promises a first response in half an hour from now on."""
    now = desk.does("admin", "GET /settings/cases.sla_policy/standard")
    now["document"]["targets"]["P2"]["first_response"]["seconds"] = 1800
    body = {"document": now["document"], "note": "test"}
    desk.does("admin", "PUT /settings/cases.sla_policy/standard", body, If_Match=str(now["version"]))
    return desk


def test_it_is_for_supervisors(desk: Desk) -> None:
    problem(desk.call(None, RETARGET, asked(desk)), 401, "not_signed_in")
    for role in set(EVERYONE) - {"supervisor"}:
        problem(desk.call(role, RETARGET, asked(desk)), 403, "not_allowed")


@pytest.mark.parametrize(
    ("member", "value"), [("case_ids", []), ("case_ids", ["id"] * 26), ("reason", " "), ("dry_run", "perhaps")]
)
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "supervisor", RETARGET, asked(desk, **{member: value}), member)


def test_the_policy_must_exist(desk: Desk) -> None:
    refused = problem(desk.call("supervisor", RETARGET, asked(desk, policy="moon")), 422, "unknown_policy")
    assert refused["facts"] == {"field": "policy", "name": "moon"}


@pytest.mark.requirement("R-109")
def test_a_dry_run_tells_and_changes_nothing(stricter: Desk) -> None:
    before = stricter.stored()
    report = stricter.does("supervisor", RETARGET, asked(stricter, dry_run=True))
    (row,) = report["rows"]
    assert (report["dry_run"], row["verdict"], row["policy_before"], row["policy_after"]) == (
        True,
        "changed",
        "standard@0",
        "standard@1",
    )
    assert (row["due_before_at"], row["due_after_at"]) == ("2026-03-02T03:00:00Z", "2026-03-02T02:30:00Z")
    assert stricter.stored() == before


@pytest.mark.requirement("R-109")
def test_it_is_done_once_and_the_answer_stays(stricter: Desk) -> None:
    body = asked(stricter, case_ids=[stricter.case_id, "case_none", CASE])
    first = stricter.call("supervisor", RETARGET, body, **KEY)
    assert [(each["verdict"], each["code"]) for each in first.json["rows"]] == [
        ("changed", None),
        ("refused", "not_found"),
        ("unchanged", None),
    ]
    before = stricter.stored()
    again = stricter.call("supervisor", RETARGET, body, **KEY)
    assert (again.json, again.headers["Idempotent-Replayed"]) == (first.json, "true")
    assert stricter.stored() == before
    other = asked(stricter, case_ids=[stricter.case_id], reason="x")
    problem(stricter.call("supervisor", RETARGET, other, **KEY), 409, "idempotency_key_reused")
    assert stricter.case()["sla_policy"] == "standard@1"
    assert [each["type"] for each in stricter.events()].count("CaseRetargeted") == 1


def test_what_is_over_stays_under_its_own(stricter: Desk) -> None:
    stricter.does("agent", f"POST /cases/{CASE}/resolution", {"solution": "ok", "cause_code": "usage"})
    (row,) = stricter.does("supervisor", RETARGET, asked(stricter))["rows"]
    assert (row["verdict"], row["policy_after"]) == ("unchanged", "standard@0")


def test_another_policy_may_be_named(desk: Desk) -> None:
    (row,) = desk.does("supervisor", RETARGET, asked(desk, policy="privileged"))["rows"]
    assert row["policy_after"] == "privileged@0"
    assert desk.case()["sla_calendar"] == "always@0"
