"""Setting what a colleague can do."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.directory.conftest import Happened

AddUser = Callable[..., str]
SetSkills = Callable[..., Answer]


def put(twin: Twin, user: str, skills: Any, version: int | None = 1) -> Answer:
    headers = {} if version is None else {"If-Match": str(version)}
    return twin.call(f"PUT /users/{user}/skills", {"skills": skills}, user="admin", headers=headers)


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("PUT /users/nobody/skills", {"skills": []}), 401, "not_signed_in")


def test_nobody_certifies_themselves(set_skills: SetSkills, add_user: AddUser) -> None:
    user = add_user("set-skills-1", "agent")
    problem(set_skills(user, ("x", None), by=user), 403, "not_allowed")


def test_an_unknown_colleague_is_not_found(twin: Twin) -> None:
    problem(put(twin, "nobody-here", []), 404, "not_found")


def test_an_edit_must_say_what_it_edits(twin: Twin, add_user: AddUser) -> None:
    problem(put(twin, add_user("set-skills-2", "agent"), [], version=None), 428, "version_required")


@pytest.mark.parametrize(
    "skills",
    [[{"skill": "x"}, {"skill": "x"}], [{"skill": ""}], [{"skill": "x", "level": 0}], [{"level": 3}], "API", None],
)
def test_wrong_skills_are_refused(twin: Twin, skills: Any) -> None:
    problem(put(twin, "admin", skills), 422, "invalid_payload")


def test_a_stale_version_is_refused(twin: Twin, add_user: AddUser) -> None:
    user = add_user("set-skills-3", "agent")
    put(twin, user, [{"skill": "x"}])
    problem(put(twin, user, []), 409, "stale_version")


def test_all_skills_are_set_anew(set_skills: SetSkills, add_user: AddUser, twin: Twin, happened: Happened) -> None:
    user = add_user("set-skills-4", "agent", skills=[{"skill": "old"}])
    supervisor = add_user("set-skills-5", "supervisor")
    answer = set_skills(user, ("API 集成", "2027-01-31"), by=supervisor)
    assert (answer.status, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json["skills"] == [{"skill": "API 集成", "level": 3, "expires_on": "2027-01-31"}]
    assert twin.call(f"GET /users/{user}", user="admin").json["skills"] == answer.json["skills"]
    twin.settle()
    (event,) = happened("UserSkillsChanged")
    assert [each["skill"] for each in event["data"]["before"]] == ["old"]


def test_the_same_skills_change_nothing(set_skills: SetSkills, add_user: AddUser) -> None:
    user = add_user("set-skills-6", "agent")
    set_skills(user, ("x", None))
    assert set_skills(user, ("x", None)).json["version"] == 2
