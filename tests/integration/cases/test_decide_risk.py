"""Deciding what a suspect case is."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, Desk, names_bad, only_for
from tests.integration.cases.duplicates import FORM, RISKS, SUBMIT, bursts, decides, submits

DECIDE = f"POST /risk/cases/{CASE}/decisions"
CLEAR = {"decision": "clear", "reason": "网络重试"}


def test_it_is_for_supervisors(desk: Desk) -> None:
    only_for(desk, DECIDE, CLEAR, "supervisor")


@pytest.mark.parametrize("member", ["decision", "reason"])
def test_a_missing_member_is_named(desk: Desk, member: str) -> None:
    names_bad(desk, "supervisor", DECIDE, {k: v for k, v in CLEAR.items() if k != member}, member)


def test_what_is_not_suspect_needs_no_decision(desk: Desk) -> None:
    problem(desk.call("supervisor", DECIDE, CLEAR), 409, "not_suspect")


@pytest.mark.requirement("R-093")
def test_to_clear_it_restores_what_was_merged(desk: Desk) -> None:
    numbers = bursts(desk)
    decided = decides(desk, numbers[2], "clear")
    assert (decided["state"], decided["merged"]) == ("cleared", [])
    assert [each["decision"] for each in decided["decisions"]] == ["clear"]
    desk.twin.advance(minutes=1)
    cases = [desk.case(each) for each in numbers]
    assert [(each["number"], each["status"]) for each in cases] == [(each, "in_progress") for each in numbers]
    assert desk.load("agent") == 6
    problem(desk.call("supervisor", f"POST /risk/cases/{numbers[0]}/decisions", CLEAR), 409, "not_suspect")
    assert submits(desk)["merged_into"] is None, "a case that was cleared takes no more in by itself"


@pytest.mark.requirement("R-023", "R-093")
def test_to_confirm_it_ends_the_case_and_asks_no_customer(desk: Desk) -> None:
    numbers = bursts(desk)
    decides(desk, numbers[0], "confirm")
    case = desk.case(numbers[3])
    assert (case["number"], case["status"], case["risk"]) == (numbers[0], "closed", "confirmed")
    assert {each["state"] for each in case["milestones"]} == {"cancelled"}
    assert desk.load("agent") == 1
    (confirmed,) = [each["data"] for each in desk.events(numbers[0]) if each["type"] == "MaliceConfirmed"]
    assert (confirmed["survey"], confirmed["rule"]) == (False, "cases.malice:default@0")
    assert [each["number"] for each in desk.does("supervisor", f"{RISKS}?state=confirmed")["items"]] == [numbers[0]]


@pytest.mark.requirement("R-023")
def test_to_block_it_takes_nothing_in_for_a_while(desk: Desk) -> None:
    numbers = bursts(desk)
    decided = decides(desk, numbers[0], "block", for_seconds=3600)
    assert decided["state"] == "suspected", "what it is is still to be decided"
    refused = problem(desk.call("buyer", SUBMIT, FORM), 403, "sender_blocked")
    assert set(refused["facts"]) == {"kind", "until_at"}
    problem(desk.call("buyer", f"POST /portal/cases/{CASE}/replies", {"body": "喂"}), 403, "sender_blocked")
    desk.twin.advance(hours=1, minutes=1)
    submits(desk, title="别的问题")
