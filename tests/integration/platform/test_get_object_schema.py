"""The form of an object."""

from collections.abc import Callable

import jsonschema_rs
import pytest

from crm.core import settings_store
from crm.core.object_schemas import OBJECTS
from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /schema/case"), 401, "not_signed_in")


@pytest.mark.parametrize("name", ["nothing", "Case", "cases.nothing", "crm.core", "__class__"])
def test_an_unknown_object_is_not_found(twin: Twin, name: str) -> None:
    problem(twin.call(f"GET /schema/{name}", user="admin"), 404, "not_found")


@pytest.mark.parametrize("name", [*sorted(OBJECTS), *settings_store.kinds()])
def test_everything_listed_has_a_schema(twin: Twin, name: str) -> None:
    answer = twin.call(f"GET /schema/{name}", user="admin")
    assert answer.status == 200, answer.body
    assert answer.json["type"] == "object"
    assert answer.json["properties"]
    jsonschema_rs.meta.validate(answer.json)


def test_what_is_shown_has_the_form(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("schema-1", "agent", skills=[{"skill": "API 集成", "level": 5}])
    schema = twin.call("GET /schema/user", user="admin").json
    jsonschema_rs.validate(schema, twin.call(f"GET /users/{user}", user="admin").json)


def test_a_kind_of_setting_tells_what_is_required(twin: Twin) -> None:
    schema = twin.call("GET /schema/directory.calendar", user="admin").json
    assert set(schema["required"]) == {"zone", "weekly"}
    shipped = twin.call("GET /settings/directory.calendar/office", user="admin").json
    jsonschema_rs.validate(schema, shipped["document"])
