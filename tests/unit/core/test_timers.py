"""Schedules in step with the times that aggregates wait for."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from crm.core import timers
from crm.core.streams import StreamChange, matches
from tests.unit.core.conftest import START, Clock, FakeClient

ENVIRONMENT = {
    "TIMER_GROUP": "things",
    "TIMER_TARGET": "arn:function",
    "TIMER_ROLE": "arn:role",
    "TIMER_DEAD_LETTERS": "arn:queue",
}
DUE = int((START + timedelta(hours=1)).timestamp())


@pytest.fixture(autouse=True)
def _environment(given: Callable[..., None], standing_clock: Clock) -> None:
    given(ENVIRONMENT)


def image(due: int | None, pk: str = "case_1") -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": "META"}} | ({} if due is None else {"next_due_at": {"N": str(due)}})


def follow(before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
    timers.follow(StreamChange(before, after))


def test_a_time_to_wait_for_makes_a_schedule(fake_aws: FakeClient) -> None:
    follow(None, image(DUE))
    (request,) = fake_aws.named("create_schedule")
    assert request["Name"] == f"case_1-{DUE}"
    assert request["ScheduleExpression"] == "at(2026-03-02T03:00:00)"
    assert request["ScheduleExpressionTimezone"] == "UTC"
    assert request["ActionAfterCompletion"] == "DELETE"
    target = request["Target"]
    assert json.loads(target["Input"]) == {"aggregate_id": "case_1", "due_at": "2026-03-02T03:00:00+00:00"}
    assert target["DeadLetterConfig"] == {"Arn": "arn:queue"}


def test_a_moved_time_moves_the_schedule(fake_aws: FakeClient) -> None:
    follow(image(DUE), image(DUE + 60))
    assert [name for name, _ in fake_aws.calls] == ["delete_schedule", "create_schedule"]
    assert fake_aws.named("delete_schedule")[0]["Name"] == f"case_1-{DUE}"
    assert fake_aws.named("create_schedule")[0]["Name"] == f"case_1-{DUE + 60}"


@pytest.mark.parametrize("after", [None, image(None)])
def test_what_is_no_longer_waited_for_is_cancelled(fake_aws: FakeClient, after: dict[str, Any] | None) -> None:
    follow(image(DUE), after)
    assert [name for name, _ in fake_aws.calls] == ["delete_schedule"]


@pytest.mark.parametrize("due", [None, DUE])
def test_a_change_of_something_else_calls_nobody(fake_aws: FakeClient, due: int | None) -> None:
    follow(image(due), image(due))
    assert fake_aws.calls == []


def test_a_second_delivery_changes_nothing(fake_aws: FakeClient) -> None:
    fake_aws.answers = {
        "create_schedule": [FakeClient.exceptions.ConflictException()],
        "delete_schedule": [FakeClient.exceptions.ResourceNotFoundException()],
    }
    follow(image(DUE), image(DUE + 60))


def test_any_other_failure_is_raised(fake_aws: FakeClient) -> None:
    fake_aws.answers = {"create_schedule": [TimeoutError()]}
    with pytest.raises(TimeoutError):
        follow(None, image(DUE))


@pytest.mark.parametrize("late", [timedelta(days=3), timedelta(seconds=1), timedelta()])
def test_a_time_that_has_passed_fires_at_once(fake_aws: FakeClient, late: timedelta) -> None:
    due = int((START - late).timestamp())
    follow(None, image(due))
    (request,) = fake_aws.named("create_schedule")
    assert request["ScheduleExpression"] == "at(2026-03-02T02:00:01)"
    assert request["Name"] == f"case_1-{due}"


@over(st.text(min_size=1, max_size=200))
def test_every_id_gives_a_name_the_scheduler_takes(aggregate_id: str) -> None:
    name = timers._name(aggregate_id, DUE)
    assert re.fullmatch(r"[0-9a-zA-Z\-_.]{1,64}", name)
    assert name == timers._name(aggregate_id, DUE)


def test_different_ids_have_different_names() -> None:
    names = {timers._name(each, DUE) for each in ("li@x", "li.x", "李", "雷", "a" * 60, "a" * 61)}
    assert len(names) == 6


@pytest.mark.parametrize(
    ("instant", "second"),
    [("2026-03-02T02:00:00+00:00", 0), ("2026-03-02T02:00:00.001+00:00", 1), ("2026-03-02T02:00:00.999+00:00", 1)],
)
def test_a_time_between_seconds_is_never_too_early(instant: str, second: int) -> None:
    assert timers.seconds(datetime.fromisoformat(instant)) == int(START.timestamp()) + second
    assert timers.seconds(None) is None


def test_shards_are_few_and_fixed() -> None:
    shards = {timers.shard_of(f"case_{number}") for number in range(200)}
    assert shards == {str(number) for number in range(timers.SHARDS)}


@pytest.mark.parametrize(
    ("old", "new", "concerns"),
    [
        (None, image(DUE), True),
        (image(DUE), image(None), True),
        (image(DUE), None, True),
        (None, image(None), False),
        (image(None), None, False),
    ],
)
def test_the_stream_pattern_lets_through_what_has_or_had_a_time(old: Any, new: Any, concerns: bool) -> None:
    images = {"OldImage": old, "NewImage": new}
    record = {"dynamodb": {name: each for name, each in images.items() if each is not None}}
    assert matches(timers.CHANGES, record) is concerns
