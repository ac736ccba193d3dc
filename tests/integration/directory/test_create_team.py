"""Setting up teams."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.directory.conftest import Happened


def create(twin: Twin, key: str | None = None, **members: Any) -> Answer:
    headers = {} if key is None else {"Idempotency-Key": key}
    return twin.call("POST /teams", members, user="admin", headers=headers)


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("POST /teams", {"name": "x"}), 401, "not_signed_in")


def test_only_administrators_set_up_teams(twin: Twin, add_user: Callable[..., str]) -> None:
    problem(twin.call("POST /teams", {"name": "x"}, user=add_user("team-1", "supervisor")), 403, "not_allowed")


@pytest.mark.parametrize("members", [{}, {"name": ""}, {"name": "x", "team_id": "a b"}, {"name": "x", "size": 3}])
def test_wrong_members_are_refused(twin: Twin, members: dict[str, Any]) -> None:
    problem(create(twin, **members), 422, "invalid_payload")


@pytest.mark.parametrize("field", ["lead_id", "manager_id"])
def test_its_people_must_exist(twin: Twin, field: str) -> None:
    refused = problem(create(twin, name="x", **{field: "nobody-here"}), 422, "unknown_colleague")
    assert refused["facts"]["field"] == field


def test_an_id_is_taken_once(twin: Twin) -> None:
    assert create(twin, team_id="team-2", name="x").status == 201
    problem(create(twin, team_id="team-2", name="y"), 409, "already_exists")


def test_a_colleague_and_a_team_do_not_share_an_id(twin: Twin, add_user: Callable[..., str]) -> None:
    problem(create(twin, team_id=add_user("team-or-user", "agent"), name="x"), 409, "already_exists")
    create(twin, team_id="user-or-team", name="x")
    user = {"user_id": "user-or-team", "name": "x", "email": "x@kairos.example", "roles": ["agent"]}
    problem(twin.call("POST /users", user, user="admin"), 409, "already_exists")


def test_a_repeated_call_is_answered_as_the_first_time(twin: Twin) -> None:
    first = create(twin, key="team-3-key", name="once")
    again = create(twin, key="team-3-key", name="once")
    assert again.json == first.json
    assert again.headers["Idempotent-Replayed"] == "true"
    problem(create(twin, key="team-3-key", name="other"), 409, "idempotency_key_reused")


def test_a_team_with_its_people(twin: Twin, add_user: Callable[..., str], happened: Happened) -> None:
    lead, manager = add_user("team-4", "agent"), add_user("team-5", "supervisor")
    answer = create(twin, team_id="team-6", name="技术支持", lead_id=lead, manager_id=manager)
    assert (answer.status, answer.headers["ETag"]) == (201, '"1"')
    expected = {"team_id": "team-6", "version": 1, "name": "技术支持", "lead_id": lead, "manager_id": manager}
    assert answer.json == expected
    assert twin.call("GET /teams/team-6", user=lead).json == expected
    twin.settle()
    assert [each["data"] for each in happened("TeamCreated")] == [{"name": "技术支持"}]


def test_an_id_is_made_where_none_is_given(twin: Twin) -> None:
    assert create(twin, name="x").json["team_id"].startswith("team_")
