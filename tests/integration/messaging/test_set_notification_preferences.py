"""Choosing what to be told."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem

ROUTE = "PUT /me/notification-preferences"


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call(ROUTE, {"categories": {}}), 401, "not_signed_in")


def test_unknown_category_is_named(twin: Twin) -> None:
    answer = twin.call(ROUTE, {"categories": {"weather": {"email": False}}}, user="agent")
    assert problem(answer, 422, "unknown_message_category")["facts"]["category"] == "weather"


def test_unknown_channel_is_named(twin: Twin) -> None:
    answer = twin.call(ROUTE, {"categories": {"case": {"pigeon": False}}}, user="agent")
    assert problem(answer, 422, "invalid_payload")["errors"][0]["field"].startswith("categories.case.pigeon")


def test_mandatory_categories_stay_on(twin: Twin) -> None:
    answer = twin.call(ROUTE, {"categories": {"access": {"email": False}}}, user="agent")
    assert problem(answer, 422, "mandatory_category")["facts"]["category"] == "access"
    assert twin.call(ROUTE, {"categories": {"access": {"email": True}}}, user="agent").status == 200


def test_stale_version_is_refused(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("stale", "agent")
    assert twin.call(ROUTE, {"categories": {"case": {"email": False}}}, user=user).json["version"] == 1
    answer = twin.call(ROUTE, {"categories": {}}, user=user, headers={"If-Match": "0"})
    assert problem(answer, 409, "stale_version")["facts"]["actual"] == 1


def test_what_is_left_out_is_on_again(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("changes", "agent")
    off = twin.call(ROUTE, {"categories": {"case": {"email": False}, "sla": {"in_app": False}}}, user=user)
    shown = {each["category"]: each["channels"] for each in off.json["categories"]}
    assert (shown["case"], shown["sla"]) == (
        {"in_app": True, "email": False, "im": True, "mobile_push": True},
        {"in_app": False, "email": True, "im": True, "mobile_push": True},
    )
    on = twin.call(ROUTE, {"categories": {"case": {"email": False}}}, user=user)
    shown = {each["category"]: each["channels"] for each in on.json["categories"]}
    assert (shown["case"]["email"], shown["sla"]["in_app"]) == (False, True)
    assert twin.call("GET /me/notification-preferences", user=user).json == on.json


def test_the_same_choice_changes_nothing(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("repeats", "agent")
    body = {"categories": {"case": {"email": False}}}
    assert twin.call(ROUTE, body, user=user).json == twin.call(ROUTE, body, user=user).json
