"""Absences."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from crm.core import clock
from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.directory.conftest import Happened

AddUser = Callable[..., str]


def stretch(start: timedelta, end: timedelta) -> dict[str, str]:
    now = clock.now()
    return {"from_at": (now + start).isoformat(), "until_at": (now + end).isoformat()}


def set_absence(twin: Twin, user: str, absence: Any, by: str | None = None) -> Answer:
    return twin.call(f"PUT /users/{user}/absence", {"absence": absence}, user=by or user)


def come(twin: Twin, user: str) -> None:
    assert twin.call(f"PUT /users/{user}/presence", {"presence": "online"}, user=user).status == 200


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("PUT /users/nobody/absence", {"absence": None}), 401, "not_signed_in")


def test_a_colleague_may_not_speak_for_another(twin: Twin, add_user: AddUser) -> None:
    one, other = add_user("absence-1", "agent"), add_user("absence-2", "agent")
    problem(set_absence(twin, other, None, by=one), 403, "not_allowed")
    supervisor = add_user("absence-3", "supervisor")
    assert set_absence(twin, other, stretch(timedelta(), timedelta(days=1)), by=supervisor).status == 200


def test_an_unknown_colleague_is_not_found(twin: Twin) -> None:
    problem(set_absence(twin, "nobody-here", None, by="admin"), 404, "not_found")


@pytest.mark.parametrize(
    "absence",
    [
        {},
        {"from_at": "2026-03-03T00:00:00Z"},
        {"from_at": "2026-03-03T00:00:00", "until_at": "2026-03-04T00:00:00"},
        {"from_at": "2026-03-04T00:00:00Z", "until_at": "2026-03-03T00:00:00Z"},
        {"from_at": "2026-03-03T00:00:00Z", "until_at": "2026-03-03T00:00:00Z"},
        {"from_at": "2026-03-03T00:00:00Z", "until_at": "2026-03-04T00:00:00Z", "why": "tired"},
    ],
)
def test_a_wrong_stretch_is_refused(twin: Twin, absence: dict[str, str]) -> None:
    problem(set_absence(twin, "admin", absence), 422, "invalid_payload")


def test_the_end_of_an_absence_makes_available(twin: Twin, add_user: AddUser, happened: Happened) -> None:
    user = add_user("absence-4", "agent")
    come(twin, user)
    until = clock.now() + timedelta(days=2)
    answer = set_absence(twin, user, stretch(timedelta(), timedelta(days=2)))
    assert datetime.fromisoformat(answer.json["absence"]["until_at"]) == until
    twin.settle()
    before = len(happened("UserBecameAvailable"))
    twin.advance(days=1, hours=23)
    assert len(happened("UserBecameAvailable")) == before
    twin.advance(hours=1)
    assert len(happened("UserBecameAvailable")) == before + 1
    assert datetime.fromisoformat(happened("UserBecameAvailable")[-1]["data"]["since"]) == until
    assert twin.call(f"GET /users/{user}", user=user).json["absence"] is None
    twin.advance(days=3)
    assert len(happened("UserBecameAvailable")) == before + 1


def test_who_is_offline_is_back_but_not_available(twin: Twin, add_user: AddUser, happened: Happened) -> None:
    user = add_user("absence-5", "agent")
    set_absence(twin, user, stretch(timedelta(), timedelta(hours=1)))
    twin.settle()
    twin.advance(hours=2)
    assert twin.call(f"GET /users/{user}", user=user).json["absence"] is None
    assert happened("UserBecameAvailable") == []


def test_taking_it_back_makes_available_and_cancels_the_timer(
    twin: Twin, add_user: AddUser, happened: Happened
) -> None:
    user = add_user("absence-6", "agent")
    come(twin, user)
    set_absence(twin, user, stretch(timedelta(), timedelta(days=1)))
    twin.settle()
    assert [each for each in twin.pump.timers() if each["name"].startswith(user)]
    assert set_absence(twin, user, None).json["absence"] is None
    twin.settle()
    assert len(happened("UserBecameAvailable")) == 2
    assert [each for each in twin.pump.timers() if each["name"].startswith(user)] == []


def test_a_longer_absence_moves_the_timer(twin: Twin, add_user: AddUser) -> None:
    user = add_user("absence-7", "agent")
    for days in (1, 2):
        set_absence(twin, user, stretch(timedelta(), timedelta(days=days)))
        twin.settle()
    (timer,) = [each for each in twin.pump.timers() if each["name"].startswith(user)]
    assert timer["fires_at"] == f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}"


def test_the_same_absence_again_changes_nothing(twin: Twin, add_user: AddUser) -> None:
    user = add_user("absence-8", "agent")
    absence = stretch(timedelta(days=1), timedelta(days=2))
    first = set_absence(twin, user, absence)
    assert set_absence(twin, user, absence).json["version"] == first.json["version"] == 2
