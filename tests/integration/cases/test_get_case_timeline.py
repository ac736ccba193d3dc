"""What happened to a case."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, READERS, Desk, only_for

TIMELINE = f"GET /cases/{CASE}/timeline"


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, TIMELINE, None, *READERS)


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=many"])
def test_a_bad_limit_is_named(desk: Desk, query: str) -> None:
    refused = problem(desk.call("agent", f"{TIMELINE}?{query}"), 422, "invalid_payload")
    assert refused["errors"][0]["field"] == "limit"


def test_a_cursor_belongs_to_its_case(desk: Desk) -> None:
    cursor = desk.does("agent", f"{TIMELINE}?limit=1")["next_cursor"]
    other = desk.opens()["number"]
    problem(desk.call("agent", f"GET /cases/{other}/timeline?cursor={cursor}"), 400, "invalid_cursor")
    problem(desk.call("agent", f"{TIMELINE}?cursor=AAAA"), 400, "invalid_cursor")


@pytest.mark.requirement("R-121")
def test_it_says_who_did_what_and_how_messages_left(desk: Desk) -> None:
    desk.answers()
    newest, *_ = desk.does("qa_supervisor", TIMELINE)["items"]
    assert (newest["type"], newest["actor"], newest["at"]) == (
        "CaseReplied",
        {"kind": "staff", "id": "agent"},
        "2026-03-02T02:00:00Z",
    )
    assert [(each["to"], each["channel"], each["state"]) for each in newest["deliveries"]] == [
        ("buyer", "email", "sent")
    ]
    assert newest["data"] == {"body": "正在查看", "by": "agent"}


def test_pages_lose_and_repeat_nothing(desk: Desk) -> None:
    for number in range(5):
        desk.does("agent", f"POST /cases/{CASE}/notes", {"body": str(number)})
    everything = desk.does("agent", f"{TIMELINE}?limit=100")["items"]
    assert [each["type"] for each in everything[-2:]] == ["CaseRouted", "CaseOpened"]
    read, cursor = [], ""
    while cursor is not None:
        page = desk.does("agent", f"{TIMELINE}?limit=2{cursor and f'&cursor={cursor}'}")
        read += page["items"]
        cursor = page["next_cursor"]
    assert read == everything
