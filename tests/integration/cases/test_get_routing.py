"""How a case was routed."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, READERS, Desk, only_for

ROUTING = f"GET /cases/{CASE}/routing"


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, ROUTING, None, *READERS)


def test_a_cursor_belongs_to_its_case(desk: Desk) -> None:
    problem(desk.call("agent", f"{ROUTING}?cursor=AAAA"), 400, "invalid_cursor")


@pytest.mark.requirement("R-015", "R-173")
def test_every_candidate_is_there_with_scores_or_why_not(desk: Desk) -> None:
    (decision,) = desk.does("qa_supervisor", ROUTING)["items"]
    assert (decision["rule_id"], decision["queue_id"], decision["assignee_id"], decision["replays"]) == (
        "skills",
        "general",
        "agent",
        True,
    )
    excluded = {each["user_id"]: each["excluded_by"] for each in decision["candidates"]}
    assert excluded == {"agent": None, "colleague": "not_online"}
    assert decision["candidates"][0]["score"] > 0


@pytest.mark.requirement("R-015", "R-021")
def test_each_decision_is_kept_and_replays_newest_first(desk: Desk) -> None:
    desk.in_queue()
    desk.does("agent", "PUT /users/agent/presence", {"presence": "online"})
    page = desk.does("agent", f"{ROUTING}?limit=2")
    assert [(each["sequence"], each["assignee_id"], each["reason"]) for each in page["items"]] == [
        (3, "agent", "returning"),
        (2, None, "nobody_available"),
    ]
    assert all(each["replays"] for each in page["items"])
    rest = desk.does("agent", f"{ROUTING}?limit=2&cursor={page['next_cursor']}")
    assert [each["sequence"] for each in rest["items"]] == [1]


def test_it_is_explained_in_the_readers_language(desk: Desk) -> None:
    for who, word in (("agent", "规则"), ("colleague", "Rule")):
        assert word in desk.does(who, ROUTING)["items"][0]["explanation"]
