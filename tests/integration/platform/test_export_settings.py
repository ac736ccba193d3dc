"""Exporting all settings."""

from collections.abc import Callable

from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.platform.conftest import calendar

KIND = "directory.calendar"


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /settings/exports/current"), 401, "not_signed_in")


def test_only_administrators_export(twin: Twin, add_user: Callable[..., str]) -> None:
    problem(twin.call("GET /settings/exports/current", user=add_user("export-1", "supervisor")), 403, "not_allowed")


def test_what_came_with_the_suite_is_not_exported(twin: Twin) -> None:
    assert twin.call("GET /settings/exports/current", user="admin").json == {"rows": []}


def test_an_export_is_an_import(twin: Twin, put: Callable[..., Answer]) -> None:
    for number in range(30):
        put(KIND, f"plant-{number:02}", calendar())
    put(KIND, "office", calendar("UTC"))
    put(KIND, "office", calendar("Europe/Berlin"), version=1)
    exported = twin.call("GET /settings/exports/current", user="admin").json
    assert len(exported["rows"]) == 31
    assert [each["document"]["zone"] for each in exported["rows"] if each["name"] == "office"] == ["Europe/Berlin"]
    answer = twin.call("POST /settings/imports", {**exported, "note": "back", "dry_run": False}, user="admin")
    assert {each["verdict"] for each in answer.json["rows"]} == {"unchanged"}
