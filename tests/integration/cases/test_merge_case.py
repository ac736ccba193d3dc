"""Merging a duplicate into its main case."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, Desk, names_bad, only_for
from tests.integration.cases.duplicates import merges

MERGE = f"POST /cases/{CASE}/merge"


@pytest.fixture
def other(desk: Desk) -> str:
    """A further case of the same customer, which the agent has."""
    number: str = desk.opens(title="还是无法登录", description="换了密码也不行")["number"]
    return number


def _body(into: str) -> dict[str, str]:
    return {"into": into, "reason": "同一问题"}


def test_it_is_for_the_desk(desk: Desk, other: str) -> None:
    only_for(desk, MERGE, _body(other), "agent", "supervisor")


@pytest.mark.parametrize("member", ["into", "reason"])
def test_a_missing_member_is_named(desk: Desk, other: str, member: str) -> None:
    body = {name: value for name, value in _body(other).items() if name != member}
    names_bad(desk, "agent", MERGE, body, member)


def test_the_main_case_must_be_there(desk: Desk) -> None:
    assert problem(desk.call("agent", MERGE, _body("C-999999")), 404, "not_found")["facts"]["id"] == "C-999999"


def test_who_does_not_work_on_it_may_not(desk: Desk, other: str) -> None:
    problem(desk.call("colleague", MERGE, _body(other)), 409, "not_your_case")


def test_it_is_not_merged_into_itself_by_whatever_number(desk: Desk, other: str) -> None:
    problem(desk.call("supervisor", MERGE, _body(desk.case_id)), 409, "merge_into_itself")
    merges(desk, other, CASE)
    refused = problem(desk.call("supervisor", MERGE, _body(other)), 409, "merge_into_itself")
    assert refused["facts"] == {"number": CASE}, "a circle of merges would have no main case"


def test_it_is_merged_once(desk: Desk, other: str) -> None:
    merges(desk, other, CASE)
    third = desk.opens(title="打印机坏了")["number"]
    refused = problem(desk.call("supervisor", f"POST /cases/{other}/merge", _body(third)), 409, "already_merged")
    assert refused["facts"] == {"number": other, "into": CASE}


@pytest.mark.requirement("R-114")
def test_what_is_closed_takes_none_in(closed: Desk) -> None:
    other = closed.opens(title="还是无法登录")["number"]
    refused = problem(closed.call("supervisor", f"POST /cases/{other}/merge", _body(CASE)), 409, "merge_closed")
    assert refused["facts"] == {"number": CASE, "status": "closed"}
    problem(closed.call("supervisor", MERGE, _body(other)), 409, "merge_closed")


def test_cases_of_different_customers_are_for_a_supervisor(desk: Desk) -> None:
    foreign = desk.opens(contact_id="stranger")["number"]
    problem(desk.call("agent", f"POST /cases/{foreign}/merge", _body(CASE)), 409, "merge_other_customer")
    problem(desk.call("stranger", f"GET /portal/cases/{CASE}"), 404, "not_found")
    merges(desk, foreign, CASE)
    assert desk.does("stranger", f"GET /portal/cases/{foreign}")["case"]["number"] == CASE


def test_who_read_another_version_is_refused(desk: Desk, other: str) -> None:
    refused = problem(desk.call("supervisor", MERGE, _body(other), If_Match='"1"'), 409, "stale_version")
    assert refused["facts"]["actual"] == desk.case()["version"]


@pytest.mark.requirement("R-022", "R-114")
def test_all_of_it_is_on_the_main_case(desk: Desk, other: str) -> None:
    kept = desk.attaches("agent", "before.txt", visibility="public")
    desk.does("colleague", f"POST /cases/{other}/watchers", {})
    desk.does("agent", f"POST /cases/{other}/notes", {"body": "转给二线看看"})
    moved = _attaches_to(desk, other)
    load, promised = desk.load("agent"), _clocks(desk, CASE)

    main = merges(desk, other, CASE, "agent")

    assert (main["number"], main["status"], main["assignee_id"]) == (CASE, "in_progress", "agent")
    assert [(each["number"], each["messages"], each["attachments"]) for each in main["merged"]] == [(other, 2, 1)]
    assert _clocks(desk, CASE) == promised
    assert desk.load("agent") == load - 1
    assert "colleague" in main["watchers"]
    watching = [each["number"] for each in desk.does("colleague", "GET /cases?view=watching")["items"]]
    assert CASE in watching
    assert other not in watching
    said = [each["data"] for each in desk.events(other) if each["type"] in {"CaseOpened", "CaseNoted"}]
    assert len(said) == 3
    files = {each["attachment_id"] for each in desk.does("agent", f"GET /cases/{other}/attachments")["items"]}
    assert files == {kept, moved}
    desk.does("agent", f"POST /cases/{CASE}/replies", {"body": "见附件", "attachment_ids": [moved]})
    (absorbed,) = [each["data"] for each in desk.events() if each["type"] == "CaseAbsorbed"]
    for what in ("messages", "attachments", "watchers", "collaborators"):
        came = 1 if what == "watchers" else absorbed["brought"][what]
        assert absorbed["before"][what] + came == absorbed["after"][what]
    assert (absorbed["before"]["messages"], absorbed["after"]["messages"]) == (1, 3)


def _attaches_to(desk: Desk, number: str) -> str:
    body = {"file_name": "log.txt", "content_type": "text/plain", "size_bytes": 5, "visibility": "public"}
    ticket = desk.does("agent", f"POST /cases/{number}/attachments", body)
    assert desk.upload(ticket, b"12345").status == 204
    attachment_id: str = ticket["attachment_id"]
    return attachment_id


def _clocks(desk: Desk, number: str) -> list[tuple[Any, ...]]:
    shown = desk.does("chief", f"GET /cases/{number}/sla")["milestones"]
    return [(each["milestone"], each["due_at"], each["state"]) for each in shown]


@pytest.mark.requirement("R-114")
def test_the_old_number_stands_for_the_main_case_for_ever(desk: Desk, other: str) -> None:
    merges(desk, other, CASE)
    desk.twin.advance(minutes=1)
    desk.does("agent", f"POST /cases/{other}/replies", {"body": "已更换密钥"})
    desk.does("buyer", f"POST /portal/cases/{other}/replies", {"body": "谢谢"})
    mine = [each for each in desk.events() if each["type"] in {"CaseReplied", "CustomerReplied"}]
    assert [each["case_id"] for each in mine] == [desk.case_id] * 2
    entries = desk.does("buyer", f"GET /portal/cases/{other}")["entries"]
    assert [each["text"] for each in entries][:2] == ["谢谢", "已更换密钥"]
    third = desk.opens(title="第三次无法登录")["number"]
    merges(desk, CASE, third)
    assert desk.case(other)["number"] == third, "over two merges"
    assert {each["data"]["number"] for each in desk.events(other) if each["type"] == "CaseOpened"} == {
        CASE,
        other,
        third,
    }


@pytest.mark.requirement("R-114")
def test_nothing_of_a_merged_case_falls_due(desk: Desk, other: str) -> None:
    case_id = desk.case(other)["case_id"]
    merges(desk, other, CASE)
    desk.twin.advance(hours=30)
    after = [each["type"] for each in desk.events() if each["case_id"] == case_id]
    assert not {"ThresholdReached", "MilestoneBreached", "EscalationDue"} & set(after)
    (merged,) = [each["data"] for each in desk.events() if each["type"] == "CaseMerged"]
    assert merged["survey"] is False
    assert other not in [each["number"] for each in desk.does("agent", "GET /cases?view=mine")["items"]]


def test_pages_of_a_joined_history_hold_each_record_once(desk: Desk, other: str) -> None:
    for each in range(3):
        for number in (CASE, other):
            desk.does("agent", f"POST /cases/{number}/notes", {"body": f"{number} {each}"})
    merges(desk, other, CASE)
    whole = [each["id"] for each in desk.events()[::-1]]
    cursor, found = "", []
    while cursor is not None:
        page = desk.does("chief", f"GET /cases/{other}/timeline?limit=2" + (f"&cursor={cursor}" if cursor else ""))
        found += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert found == whole
