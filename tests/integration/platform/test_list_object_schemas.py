"""The objects of the suite."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /schema"), 401, "not_signed_in")


def test_every_colleague_sees_them(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("list-objects-1", "integration")
    answer = twin.call("GET /schema", user=user)
    assert answer.status == 200
    assert {"account", "case", "contact", "team", "user"} <= set(answer.json["objects"])
    assert "directory.calendar" in answer.json["settings"]
