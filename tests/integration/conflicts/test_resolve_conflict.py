"""Deciding a conflict."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.conflicts.conftest import THREE, Floor, happens_once

OWNER = {"primary_owner": "rep"}
MEETING = {"meeting_at": "2026-03-03T02:00:00Z", "meeting_place": "会议室 3"}


def route(conflict_id: str) -> str:
    return f"POST /conflicts/{conflict_id}/resolve"


def test_an_unknown_one_is_not_found(floor: Floor) -> None:
    problem(floor.call(None, route("conflict_1"), OWNER), 401, "not_signed_in")
    problem(floor.call("boss", route("conflict_1"), OWNER), 404, "not_found")


def test_it_must_decide_something(floor: Floor) -> None:
    refused = problem(floor.call("boss", route(floor.contested()), {"note": "好"}), 422, "invalid_payload")
    assert [each["rule"] for each in refused["errors"]] == ["decision_missing"]


def test_it_is_for_those_to_decide_whom_the_policy_names(floor: Floor) -> None:
    conflict_id = floor.contested()
    refused = problem(floor.call("guest", route(conflict_id), OWNER), 409, "not_yours_to_decide")
    assert refused["facts"] == {"who": ["participant", "account_owner", "supervisor"]}
    floor.set_policy(may_resolve=["account_owner"])
    floor.twin.advance(minutes=2)
    for who in ("rep", "boss"):
        problem(floor.call(who, route(conflict_id), OWNER), 409, "not_yours_to_decide")
    assert floor.resolves(conflict_id, by="owner")["decided_by"] == "owner"


@pytest.mark.parametrize(
    ("body", "field", "ids"),
    [
        ({"primary_owner": "nobody"}, "primary_owner", ["nobody"]),
        (OWNER | {"roles": {"guest": "observer", "care": "observer"}}, "roles", ["guest"]),
        (OWNER | {"roles": {"rep": "observer"}}, "roles", ["rep"]),
    ],
)
def test_everybody_named_has_to_do_with_it(floor: Floor, body: Any, field: str, ids: list[str]) -> None:
    refused = problem(floor.call("boss", route(floor.contested()), body), 422, "conflict_person_unknown")
    assert refused["facts"] == {"field": field, "ids": ids}


def test_who_has_left_the_company_is_no_primary_owner(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.does("admin", "PATCH /users/extra", {"active": False}, If_Match="1")
    problem(floor.call("boss", route(conflict_id), {"primary_owner": "extra"}), 422, "conflict_person_unknown")


@pytest.mark.parametrize("meeting_at", ["2026-03-02T02:00:00Z", "2026-02-02T02:00:00Z", "2027-06-02T02:00:00Z"])
def test_a_meeting_is_yet_to_come(floor: Floor, meeting_at: str) -> None:
    problem(floor.call("boss", route(floor.contested()), {"meeting_at": meeting_at}), 422, "meeting_out_of_reach")


def test_who_has_read_another_version_is_shown_this_one(floor: Floor) -> None:
    conflict_id = floor.contested()
    refused = problem(floor.call("boss", route(conflict_id), OWNER, If_Match='"9"'), 409, "stale_version")
    assert refused["facts"] == {"expected": 9, "actual": 1, "current": floor.conflict(conflict_id)}


def test_it_is_decided_once(floor: Floor) -> None:
    conflict_id = floor.contested()
    answer = happens_once(floor, "boss", route(conflict_id), OWNER)
    assert answer == floor.conflict(conflict_id)
    refused = problem(floor.call("boss", route(conflict_id), {"primary_owner": "care"}), 409, "conflict_over")
    assert refused["facts"] == {"status": "resolved", "primary_owner_id": "rep"}


@pytest.mark.requirement("R-285")
def test_an_owner_or_a_meeting_is_accepted(floor: Floor) -> None:
    conflict_id = floor.contested()
    found = floor.does("care", route(conflict_id), MEETING)
    assert (found["status"], found["primary_owner_id"]) == ("open", None)
    assert found["meeting"] == {"at": "2026-03-03T02:00:00Z", "place": "会议室 3", "by": "care"}
    assert floor.times_told("conflict_meeting", *THREE) == [0, 1, 1]
    assert "会议室 3" in floor.notice("rep", "conflict_meeting")["body"]
    assert floor.resolves(conflict_id)["status"] == "resolved"


@pytest.mark.requirement("R-289")
def test_every_resolved_conflict_has_exactly_one_primary_owner(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.does("care", route(conflict_id), MEETING)
    floor.resolves(conflict_id, "success", roles={"care": "observer"})
    floor.twin.advance(hours=5)
    floor.follows("extra")
    floor.resolves(floor.conflicts("open")[0]["conflict_id"], "guest", by="owner")
    resolved = [each for each in floor.conflicts() if each["status"] == "resolved"]
    assert [each["primary_owner_id"] for each in resolved] == ["guest", "success"]
    for each in resolved:
        version = each["responsibility_version"]
        matrix = floor.does("rep", f"GET /accounts/acme/responsibility?version={version}")
        owners = [one["user_id"] for one in matrix["assignments"] if one["role"] == "primary_owner"]
        assert owners == [each["primary_owner_id"]] == [matrix["primary_owner_id"]]


def test_after_a_meeting_who_called_it_and_the_accounts_owner_are_asked_once(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.does("care", route(conflict_id), MEETING)
    floor.twin.advance(hours=23)
    assert floor.times_told("conflict_outcome", "care", "owner") == [0, 0]
    floor.twin.advance(hours=2)
    assert floor.times_told("conflict_outcome", *THREE, "owner") == [1, 0, 0, 1]
    floor.twin.advance(days=1)
    assert floor.times_told("conflict_outcome", "care", "owner") == [1, 1]


def test_nobody_is_asked_of_a_meeting_that_was_not_needed(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.does("care", route(conflict_id), MEETING)
    floor.resolves(conflict_id)
    floor.twin.advance(days=2)
    assert floor.times_told("conflict_outcome", "care", "owner") == [0, 0]


def test_a_planned_meeting_keeps_it_open_though_fewer_follow(floor: Floor) -> None:
    for who in ("rep", "care"):
        floor.follows(who)
    task_id = floor.follows("success")
    (found,) = floor.conflicts("open")
    floor.does("care", route(found["conflict_id"]), MEETING)
    floor.ends("success", task_id)
    assert floor.conflict(found["conflict_id"])["status"] == "open"


def test_everybody_concerned_is_told_but_who_decides(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.resolves(conflict_id, "extra", by="care", note="售后由客服牵头")
    assert floor.times_told("conflict_resolved", *THREE, "extra", "owner") == [0, 1, 1, 1, 0]
    notice = floor.notice("rep", "conflict_resolved")
    assert "Extra" in notice["title"]
    assert "售后由客服牵头" in notice["body"]


def test_a_workspace_comes_with_it_where_there_is_none(floor: Floor) -> None:
    first = floor.contested()
    found = floor.resolves(first, by="rep", workspace=True)
    shown = floor.does("care", f"GET /workspaces/{found['workspace_id']}")
    assert (shown["members"], shown["conflict_id"]) == (list(THREE), first)
    floor.twin.advance(hours=5)
    floor.follows("extra")
    (second,) = floor.conflicts("open")
    assert floor.resolves(second["conflict_id"], workspace=True)["workspace_id"] == found["workspace_id"]
