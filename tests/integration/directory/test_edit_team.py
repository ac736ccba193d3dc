"""Changing teams."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.directory.conftest import Happened


@pytest.fixture(scope="module", autouse=True)
def _team(twin: Twin) -> None:
    twin.call("POST /teams", {"team_id": "team", "name": "before"}, user="admin")


def edit(twin: Twin, version: int | None = None, **members: Any) -> Answer:
    now = twin.call("GET /teams/team", user="admin").json["version"] if version is None else version
    return twin.call("PATCH /teams/team", members, user="admin", headers={"If-Match": f'"{now}"'})


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("PATCH /teams/team", {"name": "x"}), 401, "not_signed_in")


def test_only_administrators_edit(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("edit-team-1", "supervisor")
    answer = twin.call("PATCH /teams/team", {"name": "x"}, user=user, headers={"If-Match": "1"})
    problem(answer, 403, "not_allowed")


def test_what_there_is_not(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("edit-team-2", "agent")
    for team in ("no-team", user):
        answer = twin.call(f"PATCH /teams/{team}", {"name": "x"}, user="admin", headers={"If-Match": "1"})
        problem(answer, 404, "not_found")


def test_an_edit_must_say_what_it_edits(twin: Twin) -> None:
    problem(twin.call("PATCH /teams/team", {"name": "x"}, user="admin"), 428, "version_required")


@pytest.mark.parametrize("members", [{"name": None}, {"name": ""}, {"team_id": "other"}])
def test_wrong_members_are_refused(twin: Twin, members: dict[str, Any]) -> None:
    problem(edit(twin, **members), 422, "invalid_payload")


def test_its_people_must_exist(twin: Twin) -> None:
    problem(edit(twin, lead_id="nobody-here"), 422, "unknown_colleague")


def test_a_stale_version_is_refused(twin: Twin) -> None:
    now = edit(twin, name="now").json["version"]
    refused = problem(edit(twin, version=now - 1, name="late"), 409, "stale_version")
    assert refused["facts"]["current"]["name"] == "now"


def test_what_changed_is_told(twin: Twin, add_user: Callable[..., str], happened: Happened) -> None:
    lead = add_user("edit-team-3", "agent")
    before = edit(twin, name="before").json["version"]
    answer = edit(twin, name="after", lead_id=lead)
    assert (answer.json["name"], answer.json["lead_id"], answer.json["version"]) == ("after", lead, before + 1)
    assert edit(twin, name="after").json["version"] == before + 1
    twin.settle()
    assert happened("TeamEdited")[-1]["data"]["changes"] == {"name": ["before", "after"], "lead_id": [None, lead]}
    assert edit(twin, lead_id=None).json["lead_id"] is None
