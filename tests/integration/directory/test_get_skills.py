"""Showing what a colleague can do."""

from collections.abc import Callable

import pytest

from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /users/admin/skills"), 401, "not_signed_in")


def test_an_unknown_colleague_is_not_found(twin: Twin) -> None:
    problem(twin.call("GET /users/nobody-here/skills", user="admin"), 404, "not_found")


@pytest.mark.requirement("R-070")
def test_the_expert_for_api_integration(twin: Twin, add_user: Callable[..., str]) -> None:
    expert = add_user("li-lei", "agent", name="李雷", skills=[{"skill": "API 集成", "level": 5}])
    colleague = add_user("skills-1", "agent")
    answer = twin.call(f"GET /users/{expert}/skills", user=colleague)
    assert answer.status == 200
    assert answer.json == {
        "user_id": "li-lei",
        "version": 1,
        "skills": [{"skill": "API 集成", "level": 5, "expires_on": None}],
    }


def test_who_has_none(twin: Twin, add_user: Callable[..., str]) -> None:
    assert twin.call(f"GET /users/{add_user('skills-2', 'agent')}/skills", user="admin").json["skills"] == []
