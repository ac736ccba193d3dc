"""Changing colleagues' records."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.directory.conftest import Happened

Edit = Callable[..., Answer]
AddUser = Callable[..., str]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("PATCH /users/nobody", {"name": "x"}), 401, "not_signed_in")


def test_only_administrators_edit(twin: Twin, add_user: AddUser) -> None:
    user = add_user("edit-1", "supervisor")
    answer = twin.call(f"PATCH /users/{user}", {"name": "x"}, user=user, headers={"If-Match": "1"})
    problem(answer, 403, "not_allowed")


def test_an_unknown_colleague_is_not_found(edit: Edit) -> None:
    problem(edit("nobody-here", version=1, name="x"), 404, "not_found")


def test_an_edit_must_say_what_it_edits(twin: Twin, add_user: AddUser) -> None:
    user = add_user("edit-2", "agent")
    problem(twin.call(f"PATCH /users/{user}", {"name": "x"}, user="admin"), 428, "version_required")


@pytest.mark.parametrize("members", [{"name": None}, {"roles": []}, {"colour": "red"}, {"capacity": "many"}])
def test_a_wrong_member_is_refused(edit: Edit, add_user: AddUser, members: dict[str, Any]) -> None:
    problem(edit(add_user(f"edit-3-{next(iter(members))}", "agent"), **members), 422, "invalid_payload")


def test_a_stale_version_is_refused_with_what_holds_now(edit: Edit, add_user: AddUser) -> None:
    user = add_user("edit-4", "agent")
    edit(user, name="first")
    refused = problem(edit(user, version=1, name="second"), 409, "stale_version")
    assert (refused["facts"]["actual"], refused["facts"]["current"]["name"]) == (2, "first")


def test_what_is_left_out_stays_and_null_empties(edit: Edit, add_user: AddUser) -> None:
    user = add_user("edit-5", "agent", phone="+8613800138005", regions=["CN-31"])
    answer = edit(user, name="Renamed", phone=None)
    assert (answer.status, answer.headers["ETag"]) == (200, '"2"')
    assert (answer.json["name"], answer.json["phone"], answer.json["regions"]) == ("Renamed", None, ["CN-31"])


def test_an_edit_that_changes_nothing_writes_nothing(edit: Edit, add_user: AddUser, happened: Happened) -> None:
    user = add_user("edit-6", "agent")
    assert edit(user, name=user).json["version"] == 1
    assert happened("UserEdited") == []


def test_what_changed_is_told_with_before_and_after(
    edit: Edit, add_user: AddUser, twin: Twin, happened: Happened
) -> None:
    user = add_user("edit-7", "agent")
    edit(user, name="韩梅梅", capacity=5)
    twin.settle()
    (event,) = happened("UserEdited")
    assert event["data"]["changes"] == {"name": ["edit-7", "韩梅梅"], "capacity": [10, 5]}
    assert event["actor"] == {"kind": "staff", "id": "admin"}


def test_nobody_reports_to_themselves(edit: Edit, add_user: AddUser) -> None:
    user = add_user("edit-8", "agent")
    problem(edit(user, manager_id=user), 422, "reporting_loop")


def test_nobody_reports_to_themselves_through_others(edit: Edit, add_user: AddUser) -> None:
    top = add_user("edit-9", "supervisor")
    middle = add_user("edit-10", "supervisor", manager_id=top)
    bottom = add_user("edit-11", "agent", manager_id=middle)
    refused = problem(edit(top, manager_id=bottom), 422, "reporting_loop")
    assert refused["facts"]["id"] == bottom
    assert edit(top, deputy_id=bottom).status == 200


@pytest.mark.parametrize("field", ["manager_id", "deputy_id", "team_id"])
def test_people_and_teams_must_exist(edit: Edit, add_user: AddUser, field: str) -> None:
    user = add_user(f"edit-12-{field}", "agent")
    problem(edit(user, **{field: "nobody-here"}), 422, "unknown_colleague")


def test_a_freed_address_can_be_taken(edit: Edit, add_user: AddUser) -> None:
    one, other = add_user("edit-13", "agent"), add_user("edit-14", "agent")
    taken = problem(edit(one, email="edit-14@kairos.example"), 409, "already_exists")
    assert taken["facts"]["field"] == "email"
    assert edit(other, email="edit-14-new@kairos.example").status == 200
    assert edit(one, email="edit-14@kairos.example").status == 200


def test_a_role_taken_away_is_gone_at_once(edit: Edit, add_user: AddUser, twin: Twin) -> None:
    user = add_user("edit-15", "agent", "admin")
    assert twin.call("POST /teams", {"name": "by edit-15"}, user=user).status == 201
    edit(user, roles=["agent"])
    # The token still says otherwise: nothing has been settled since.
    assert "admin" in twin.claims(user)["cognito:groups"]
    problem(twin.call("POST /teams", {"name": "again"}, user=user), 403, "not_allowed")
    assert twin.call("GET /me", user=user).json["roles"] == ["agent"]


def test_a_role_given_needs_a_new_token(edit: Edit, add_user: AddUser, twin: Twin) -> None:
    user = add_user("edit-16", "agent")
    edit(user, roles=["agent", "admin"])
    problem(twin.call("POST /teams", {"name": "too early"}, user=user), 403, "not_allowed")
    twin.settle()
    assert twin.call("POST /teams", {"name": "now"}, user=user).status == 201


def test_who_is_deactivated_is_out_at_once(edit: Edit, add_user: AddUser, twin: Twin) -> None:
    user = add_user("edit-17", "agent")
    assert twin.call("GET /me", user=user).status == 200
    edit(user, active=False)
    problem(twin.call("GET /me", user=user), 401, "not_signed_in")
    edit(user, active=True)
    assert twin.call("GET /me", user=user).status == 200


def test_coming_back_or_having_more_room_is_told_to_routing(
    edit: Edit, add_user: AddUser, twin: Twin, happened: Happened
) -> None:
    user = add_user("edit-18", "agent")
    twin.call(f"PUT /users/{user}/presence", {"presence": "online"}, user=user)
    twin.settle()
    before = len(happened("UserBecameAvailable"))
    edit(user, capacity=20)
    edit(user, active=False)
    edit(user, active=True)
    edit(user, capacity=5)
    twin.settle()
    assert len(happened("UserBecameAvailable")) == before + 2
