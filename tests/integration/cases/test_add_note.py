"""Internal notes."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import (
    CASE,
    READERS,
    Desk,
    happens_once,
    names_bad,
    only_for,
    refuses_stale,
)

NOTE = f"POST /cases/{CASE}/notes"
BODY = {"body": "客户欠费，先别催"}


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, NOTE, BODY, *READERS)


@pytest.mark.parametrize(("member", "value"), [("body", ""), ("mentions", ["x"] * 21), ("public", True)])
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    refused = problem(desk.call("agent", NOTE, BODY | {member: value}), 422, "invalid_payload")
    assert refused["errors"][0]["field"].startswith(member)


def test_a_missing_body_is_named(desk: Desk) -> None:
    names_bad(desk, "agent", NOTE, {}, "body")


def test_who_is_mentioned_must_exist(desk: Desk) -> None:
    refused = problem(desk.call("agent", NOTE, BODY | {"mentions": ["agent", "nobody"]}), 422, "unknown_mention")
    assert refused["facts"] == {"field": "mentions", "ids": ["nobody"]}


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", NOTE, BODY)


def test_it_stays_among_colleagues_and_stops_no_clock(desk: Desk) -> None:
    case = happens_once(desk, "qa_supervisor", NOTE, BODY)
    assert case["first_response_at"] is None
    assert desk.told("buyer", "case_reply", "email") == []
    assert "欠费" not in str(desk.does("buyer", f"GET /portal/cases/{CASE}/timeline"))
    assert desk.events()[-1]["data"] == BODY


def test_it_may_be_left_on_what_is_over(closed: Desk) -> None:
    assert closed.does("agent", NOTE, BODY)["status"] == "closed"


@pytest.mark.requirement("R-119")
def test_who_is_mentioned_is_told_and_may_read(desk: Desk) -> None:
    problem(desk.call("outsider", f"GET /cases/{CASE}"), 404, "not_found")
    text = "请看 @outsider，抄送 mail@colleague.example 和 @nobody；@outsider 谢谢"
    case = desk.does("agent", NOTE, {"body": text, "mentions": ["knowledge_manager"]})
    assert case["watchers"] == ["knowledge_manager", "outsider"]
    assert desk.does("outsider", f"GET /cases/{CASE}")["number"] == CASE
    assert [each["number"] for each in desk.does("outsider", "GET /cases?view=watching")["items"]] == [CASE]
    assert len(desk.told("outsider", "case_mention")) == 1
    assert desk.told("colleague", "case_mention") == []
