"""What one is told."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /me/notification-preferences"), 401, "not_signed_in")


def test_everything_is_on_at_first(twin: Twin, add_user: Callable[..., str]) -> None:
    answer = twin.call("GET /me/notification-preferences", user=add_user("fresh", "agent", locale="en"))
    assert answer.json["version"] == 0
    categories = {each["category"]: each for each in answer.json["categories"]}
    assert categories["case"] == {
        "category": "case",
        "label": "Cases assigned to you, and their progress",
        "mandatory": False,
        "channels": {"in_app": True, "email": True, "im": True, "mobile_push": True},
    }
    assert categories["access"]["mandatory"] is True
    assert all(all(each["channels"].values()) for each in categories.values())
