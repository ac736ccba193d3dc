"""Following a case."""

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

WATCH = f"POST /cases/{CASE}/watchers"


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, WATCH, {}, *READERS)


@pytest.mark.parametrize(("member", "value"), [("user_id", "a b"), ("as_collaborator", "maybe"), ("role", "boss")])
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "agent", WATCH, {member: value}, member)


def test_a_stranger_cannot_follow(desk: Desk) -> None:
    refused = problem(desk.call("agent", WATCH, {"user_id": "nobody"}), 422, "unknown_assignee")
    assert refused["facts"] == {"field": "user_id", "id": "nobody"}


def test_a_stale_version_is_refused(desk: Desk) -> None:
    refuses_stale(desk, "agent", WATCH, {})


@pytest.mark.requirement("R-119")
def test_who_follows_may_read_and_is_told_of_replies(desk: Desk) -> None:
    case = happens_once(desk, "agent", WATCH, {"user_id": "outsider"})
    assert (case["watchers"], case["collaborators"]) == (["outsider"], [])
    desk.does("agent", f"POST /cases/{CASE}/replies", {"body": "已定位"})
    assert desk.does("outsider", f"GET /cases/{CASE}")["number"] == CASE
    assert len(desk.told("outsider", "case_watched")) == 1
    problem(desk.call("outsider", f"POST /cases/{CASE}/replies", {"body": "x"}), 409, "not_your_case")


def test_following_twice_is_following_once(desk: Desk) -> None:
    first = desk.does("colleague", WATCH, {})
    again = desk.does("colleague", WATCH, {})
    assert first["watchers"] == ["colleague"]
    assert again == first


def test_a_repeated_call_answers_as_the_first_time_whatever_happened_since(desk: Desk) -> None:
    key = {"Idempotency_Key": "follow-it-once"}
    first = desk.call("colleague", WATCH, {}, **key)
    desk.answers()
    again = desk.call("colleague", WATCH, {}, **key)
    assert (again.json, again.headers["Idempotent-Replayed"]) == (first.json, "true")


@pytest.mark.requirement("R-119")
def test_a_collaborator_works_on_it(desk: Desk) -> None:
    case = desk.does("agent", WATCH, {"user_id": "outsider", "as_collaborator": True})
    assert (case["watchers"], case["collaborators"], case["assignee_id"]) == ([], ["outsider"], "agent")
    assert desk.does("outsider", f"POST /cases/{CASE}/restorations", {"how": "回退"})["collaborators"] == ["outsider"]
