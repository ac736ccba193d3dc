"""Adding colleagues."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem


def body(user_id: str, **members: Any) -> dict[str, Any]:
    return {"user_id": user_id, "name": user_id, "email": f"{user_id}@kairos.example", "roles": ["agent"]} | members


def create(twin: Twin, asked: dict[str, Any], key: str | None = None) -> Answer:
    headers = {"Accept-Language": "en"} | ({} if key is None else {"Idempotency-Key": key})
    return twin.call("POST /users", asked, user="admin", headers=headers)


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("POST /users", body("nobody")), 401, "not_signed_in")


def test_only_administrators_add_colleagues(twin: Twin, add_user: Callable[..., str]) -> None:
    for role in ("agent", "supervisor", "integration"):
        user = add_user(f"create-{role}", role)
        refused = problem(twin.call("POST /users", body("no"), user=user), 403, "not_allowed")
        assert refused["facts"]["roles"] == ["admin"]


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"roles": []}, "roles"),
        ({"roles": ["king"]}, "roles.0"),
        ({"user_id": "a b"}, "user_id"),
        ({"user_id": "x"}, "user_id"),
        ({"phone": "12"}, "phone"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"locale": "de"}, "locale"),
        ({"languages": ["Chinese"]}, "languages.0"),
        ({"capacity": -1}, "capacity"),
        ({"active": False}, "active"),
        ({"skills": [{"skill": "x", "level": 6}]}, "skills.0.level"),
        ({"skills": [{"skill": "x", "expires_on": "soon"}]}, "skills.0.expires_on"),
    ],
)
def test_what_is_wrong_is_named(twin: Twin, members: dict[str, Any], field: str) -> None:
    errors = problem(create(twin, body("create-wrong") | members), 422, "invalid_payload")["errors"]
    assert errors[0]["field"] == field


def test_a_key_is_needed(twin: Twin) -> None:
    problem(create(twin, body("create-1"), key=""), 400, "idempotency_key_invalid")


@pytest.mark.parametrize("field", ["manager_id", "deputy_id", "team_id"])
def test_people_and_teams_must_exist(twin: Twin, field: str) -> None:
    refused = problem(create(twin, body("create-2", **{field: "nobody"})), 422, "unknown_colleague")
    assert refused["facts"] == {"field": field, "id": "nobody"}


def test_nobody_manages_themselves(twin: Twin) -> None:
    refused = create(twin, body("create-3", manager_id="create-3"))
    assert refused.status == 422


def test_an_id_and_an_address_are_taken_once(twin: Twin, add_user: Callable[..., str]) -> None:
    add_user("create-4", "agent")
    refused = problem(create(twin, body("create-4", email="other@kairos.example")), 409, "already_exists")
    assert refused["facts"]["field"] == "user_id"
    refused = problem(create(twin, body("create-5", email="CREATE-4@Kairos.Example")), 409, "already_exists")
    assert refused["facts"]["field"] == "email"


def test_a_repeated_call_is_answered_as_the_first_time(twin: Twin) -> None:
    first = create(twin, body("create-6"), key="create-6-key")
    again = create(twin, body("create-6"), key="create-6-key")
    assert (first.status, again.status) == (201, 201)
    assert again.json == first.json
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    problem(create(twin, body("create-7"), key="create-6-key"), 409, "idempotency_key_reused")


def test_what_was_asked_for_is_there(twin: Twin, add_user: Callable[..., str]) -> None:
    manager = add_user("create-8", "supervisor")
    members = {
        "name": " 李雷 ",
        "phone": "138 0013 8000",
        "roles": ["agent", "knowledge_manager"],
        "locale": "en",
        "manager_id": manager,
        "skills": [{"skill": "API 集成", "level": 5, "expires_on": "2026-12-31"}],
        "languages": ["zh-CN", "en"],
        "regions": ["CN-31"],
        "capacity": 3,
    }
    answer = create(twin, body("create-9", **members))
    assert (answer.status, answer.headers["ETag"]) == (201, '"1"')
    shown = answer.json
    assert shown == twin.call("GET /users/create-9", user="admin").json
    assert (shown["name"], shown["phone"], shown["active"], shown["presence"]) == (
        "李雷",
        "+8613800138000",
        True,
        "offline",
    )
    assert {name: shown[name] for name in members if name not in {"name", "phone"}} == {
        name: value for name, value in members.items() if name not in {"name", "phone"}
    }


def test_an_id_is_made_where_none_is_given(twin: Twin) -> None:
    asked = body("create-10")
    del asked["user_id"]
    assert create(twin, asked).json["user_id"].startswith("user_")
