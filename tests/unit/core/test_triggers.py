"""The seams under what runs without a caller."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from crm.core import idempotency, triggers
from crm.core.access import SYSTEM
from crm.core.command import Command
from crm.core.errors import ConflictError
from crm.core.events import Event, Received
from crm.core.idempotency import AlreadyDoneError
from crm.core.publishing import COMMITS
from crm.core.streams import StreamChange
from crm.core.transaction import RaceLostError
from crm.core.triggers import on_event, on_schedule, on_stream, on_timer, step
from tests.unit.core.conftest import START, Clock


class ThingPainted(Event):
    colour: str


class ThingBroken(Event):
    pass


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch, standing_clock: Clock) -> None:
    monkeypatch.setattr(triggers.time, "sleep", lambda _seconds: None)


def bus_event(type_: str = "ThingPainted", **data: Any) -> dict[str, Any]:
    detail = {
        "id": "evt_1",
        "type": type_,
        "aggregate_id": "thing_1",
        "aggregate_version": 3,
        "actor": {"kind": "staff", "id": "li-lei"},
        "occurred_at": "2026-03-02T01:59:00Z",
        "schema_version": 1,
        "correlation_id": "run-1",
        "cause_id": None,
        "data": data,
    }
    return {"detail-type": type_, "detail": detail}


def test_an_event_arrives_typed_under_its_own_key() -> None:
    seen: list[tuple[Any, Command]] = []

    @on_event(ThingPainted, ThingBroken)
    def handler(event: Received[ThingPainted | ThingBroken], command: Command) -> None:
        """React."""
        seen.append((event, command))

    handler(bus_event(colour="红"), None)
    ((event, command),) = seen
    assert event.data == ThingPainted(colour="红")
    assert event.occurred_at == START - timedelta(minutes=1)
    assert (command.key, command.cause_id, command.correlation_id) == ("evt_1", "evt_1", "run-1")
    assert (command.caller, command.now) == (SYSTEM, START)


def test_an_event_of_the_wrong_form_fails() -> None:
    @on_event(ThingPainted)
    def handler(event: Received[ThingPainted], command: Command) -> None:
        """React."""

    with pytest.raises(ValidationError):
        handler(bus_event(size=1), None)


def reaction(*outcomes: Exception | None) -> tuple[Any, Iterator[Exception | None]]:
    left = iter(outcomes)

    @on_event(ThingPainted)
    def handler(event: Received[ThingPainted], command: Command) -> None:
        """Do what the test says."""
        outcome = next(left)
        if outcome is not None:
            raise outcome

    return handler, left


def test_a_second_delivery_is_quietly_done() -> None:
    handler, _ = reaction(AlreadyDoneError(b""))
    handler(bus_event(colour="红"), None)


def test_a_lost_race_is_run_again() -> None:
    handler, left = reaction(RaceLostError(), RaceLostError(), None)
    handler(bus_event(colour="红"), None)
    assert list(left) == []


def test_who_never_wins_fails_and_is_delivered_again() -> None:
    handler, _ = reaction(*[RaceLostError()] * 20)
    with pytest.raises(RaceLostError):
        handler(bus_event(colour="红"), None)


def test_a_refusal_fails_unless_the_first_run_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "raise_if_done", lambda _command: None)
    handler, _ = reaction(ConflictError(), ConflictError())
    with pytest.raises(ConflictError):
        handler(bus_event(colour="红"), None)

    def done(_command: Command) -> None:
        raise AlreadyDoneError(b"")

    monkeypatch.setattr(idempotency, "raise_if_done", done)
    handler(bus_event(colour="红"), None)


def stream_record(number: int, kind: str = "commit") -> dict[str, Any]:
    image = {"kind": {"S": kind}, "number": {"N": str(number)}}
    return {
        "eventID": str(number),
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "dynamodb": {"SequenceNumber": str(number), "NewImage": image},
    }


def test_a_failed_record_is_reported_alone() -> None:
    seen: list[str] = []

    @on_stream("things", COMMITS)
    def handler(change: StreamChange) -> None:
        """Fail on the second."""
        assert change.new is not None
        seen.append(change.new["number"]["N"])
        if seen[-1] == "2":
            raise ValueError

    answer = handler({"Records": [stream_record(number) for number in (1, 2, 3)]}, None)
    assert "1" in seen
    assert {"itemIdentifier": "2"} in answer["batchItemFailures"]
    assert {"itemIdentifier": "1"} not in answer["batchItemFailures"]


def test_what_the_pattern_keeps_out_is_skipped() -> None:
    seen: list[StreamChange] = []

    @on_stream("things", COMMITS)
    def handler(change: StreamChange) -> None:
        """See."""
        seen.append(change)

    answer = handler({"Records": [stream_record(1, "user"), stream_record(2)]}, None)
    assert [change.new["number"]["N"] for change in seen if change.new] == ["2"]
    assert answer == {"batchItemFailures": []}


def test_a_timer_says_whose_it_is() -> None:
    seen: list[tuple[str, str]] = []

    @on_timer()
    def handler(aggregate_id: str, command: Command) -> None:
        """Fire."""
        seen.append((aggregate_id, command.correlation_id))

    for due_at in ("2026-03-02T02:00:00+00:00", "2026-03-02T02:00:00+00:00", "2026-03-02T03:00:00+00:00"):
        handler({"aggregate_id": "thing_1", "due_at": due_at}, None)
    assert [aggregate_id for aggregate_id, _ in seen] == ["thing_1"] * 3
    first, second, third = [run for _, run in seen]
    assert first == second != third


def test_a_job_runs_as_the_system() -> None:
    seen: list[Command] = []

    @on_schedule("rate(5 minutes)")
    def handler(command: Command) -> None:
        """Sweep."""
        seen.append(command)

    handler({}, None)
    assert (seen[0].caller, seen[0].key, seen[0].now) == (SYSTEM, None, START)


class Task(BaseModel):
    size: int


def test_a_step_takes_and_gives_models() -> None:
    @step("paint")
    def handler(task: Task, command: Command) -> Task:
        """Double."""
        assert command.correlation_id == "run-1"
        return Task(size=task.size * 2)

    assert handler({"task": {"size": 2}, "correlation_id": "run-1"}, None) == {"size": 4}
    with pytest.raises(ValidationError):
        handler({"task": {"size": "x"}, "correlation_id": "run-1"}, None)
