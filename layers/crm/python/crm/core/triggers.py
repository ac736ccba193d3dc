"""`@on_event`, `@on_stream`, `@on_schedule`, `@on_timer`, `@step`: what runs without a caller.

Each runs as the system agent, may run twice, and leaves failures to its trigger's retries and dead-letter
queue: nothing is swallowed here.
"""

import inspect
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote_plus

from pydantic import BaseModel

from crm.core import clock, idempotency, ids, log, metrics, streams
from crm.core.access import SYSTEM
from crm.core.command import Command
from crm.core.errors import CrmError
from crm.core.events import Envelope, Event, Received
from crm.core.runtime import prepare
from crm.core.spec import (
    DEFAULT_MEMORY_MB,
    DEFAULT_TIMEOUT_SECONDS,
    OnEvent,
    OnSchedule,
    OnStream,
    OnTimer,
    OnUpload,
    Spec,
    Step,
    Trigger,
    Uses,
    flatten,
)
from crm.core.transaction import RaceLostError

_RACES = 8
_PAUSE_SECONDS = 0.05


class Reaction:
    """A handler without a caller. Lambda calls it with the event of its trigger."""

    def __init__(self, spec: Spec, run: Callable[["Reaction", Mapping[str, Any], Any], Any]) -> None:
        self.spec = spec
        self._run = run
        prepare(spec.grants)

    def __call__(self, event: Mapping[str, Any], context: Any) -> Any:
        """Run once; raise what it raises, so that the trigger tries again."""
        try:
            with log.about(function=self.spec.operation):
                return self._run(self, event, context)
        finally:
            metrics.flush()

    def command(self, correlation_id: str, key: str | None = None, cause_id: str | None = None) -> Command:
        """Return a command of the system agent's, as of now."""
        return Command(SYSTEM, clock.now(), self.spec.operation, correlation_id, key=key, cause_id=cause_id)


def _once(command: Callable[[], Command], run: Callable[[Command], Any]) -> Any:
    """Run until no race is lost; a second run that the first one's effect makes impossible changes nothing."""
    attempt = 0
    while True:
        attempt += 1
        current = command()
        try:
            return run(current)
        except idempotency.AlreadyDoneError:
            return None
        except RaceLostError:
            if attempt == _RACES:
                raise
            time.sleep(_PAUSE_SECONDS * attempt * random.random())  # noqa: S311 - jitter
        except CrmError:
            if _was_done(current):
                return None
            raise


def _was_done(command: Command) -> bool:
    try:
        idempotency.raise_if_done(command)
    except idempotency.AlreadyDoneError:
        return True
    return False


def _declare(
    trigger: Trigger,
    run: Callable[[Reaction, Mapping[str, Any], Any], Any],
    uses: Uses,
    memory_mb: int,
    timeout_seconds: int,
) -> Callable[[Callable[..., Any]], Reaction]:
    def declare(function: Callable[..., Any]) -> Reaction:
        return Reaction(Spec(function, trigger, flatten(uses), memory_mb, timeout_seconds), run)

    return declare


def on_event(
    *types: type[Event],
    uses: Uses = (),
    memory_mb: int = DEFAULT_MEMORY_MB,
    timeout_seconds: int = DEFAULT_TIMEOUT_SECONDS,
) -> Callable[[Callable[..., Any]], Reaction]:
    """Declare a reaction to events on the bus: `handler(event: Received[CaseOpened], command: Command)`.

    The command's key is the event's id, so what it commits happens once however often the event arrives.
    """
    by_name = {each.__name__: each for each in types}
    source = "crm." + types[0].__module__.split(".")[1]

    def run(reaction: Reaction, event: Mapping[str, Any], _context: Any) -> None:
        detail = event["detail"]
        received: Received[Event] = Received(
            **{**detail, "data": by_name[detail["type"]].model_validate(detail["data"])}
        )
        with log.about(correlation_id=detail["correlation_id"], event_id=received.id):
            _once(
                lambda: reaction.command(detail["correlation_id"], received.id, received.id),
                lambda command: reaction.spec.function(received, command),
            )

    return _declare(OnEvent(source, tuple(by_name)), run, uses, memory_mb, timeout_seconds)


def on_every_event(
    *,
    but_from: Sequence[str],
    uses: Uses = (),
    memory_mb: int = DEFAULT_MEMORY_MB,
    timeout_seconds: int = DEFAULT_TIMEOUT_SECONDS,
) -> Callable[[Callable[..., Any]], Reaction]:
    """Declare a reaction to whatever happens in the suite, but in the domains `but_from`, whose events it may cause.

    `handler(event: Envelope, command: Command)`: the data stays as it was published, so no domain is imported.
    """

    def run(reaction: Reaction, event: Mapping[str, Any], _context: Any) -> None:
        envelope = Envelope.model_validate(event["detail"])
        with log.about(correlation_id=envelope.correlation_id, event_id=envelope.id):
            _once(
                lambda: reaction.command(envelope.correlation_id, envelope.id, envelope.id),
                lambda command: reaction.spec.function(envelope, command),
            )

    sources = tuple(f"crm.{domain}" for domain in but_from)
    return _declare(OnEvent("crm.*", (), sources), run, uses, memory_mb, timeout_seconds)


def on_stream(
    domain: str,
    pattern: dict[str, Any],
    *,
    uses: Uses = (),
    memory_mb: int = DEFAULT_MEMORY_MB,
    timeout_seconds: int = 30,
) -> Callable[[Callable[..., Any]], Reaction]:
    """Declare a reaction to changes of a domain's table: `handler(change: StreamChange)`.

    A failed record is reported alone; the stream delivers it again, and those after it.
    """
    # A fifth of a function's start, and only these functions need it.
    from aws_lambda_powertools.utilities.batch import (  # noqa: PLC0415
        BatchProcessor,
        EventType,
        process_partial_response,
    )

    def run(reaction: Reaction, event: Mapping[str, Any], context: Any) -> Any:
        processor = BatchProcessor(event_type=EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)

        def handle(record: Any) -> None:
            if not streams.matches(pattern, record.raw_event):
                return
            images = record.raw_event["dynamodb"]
            reaction.spec.function(streams.StreamChange(images.get("OldImage"), images.get("NewImage")))

        return process_partial_response(dict(event), handle, processor, context)

    return _declare(OnStream(domain, pattern), run, uses, memory_mb, timeout_seconds)


def on_schedule(
    expression: str,
    *,
    uses: Uses = (),
    memory_mb: int = DEFAULT_MEMORY_MB,
    timeout_seconds: int = 60,
) -> Callable[[Callable[..., Any]], Reaction]:
    """Declare a recurring job: `handler(command: Command)`."""

    def run(reaction: Reaction, _event: Mapping[str, Any], _context: Any) -> None:
        correlation_id = ids.new_id("run")
        with log.about(correlation_id=correlation_id):
            reaction.spec.function(reaction.command(correlation_id))

    return _declare(OnSchedule(expression), run, uses, memory_mb, timeout_seconds)


def on_timer(
    *, uses: Uses = (), memory_mb: int = DEFAULT_MEMORY_MB, timeout_seconds: int = DEFAULT_TIMEOUT_SECONDS
) -> Callable[[Callable[..., Any]], Reaction]:
    """Declare what a domain's timers call: `handler(aggregate_id: str, command: Command)`."""

    def run(reaction: Reaction, event: Mapping[str, Any], _context: Any) -> None:
        aggregate_id = event["aggregate_id"]
        correlation_id = ids.derived_id("run", aggregate_id, event["due_at"])
        with log.about(correlation_id=correlation_id, aggregate_id=aggregate_id):
            _once(
                lambda: reaction.command(correlation_id),
                lambda command: reaction.spec.function(aggregate_id, command),
            )

    return _declare(OnTimer(), run, uses, memory_mb, timeout_seconds)


def on_upload(
    bucket: str,
    prefix: str = "",
    *,
    uses: Uses = (),
    memory_mb: int = DEFAULT_MEMORY_MB,
    timeout_seconds: int = DEFAULT_TIMEOUT_SECONDS,
) -> Callable[[Callable[..., Any]], Reaction]:
    """Declare what arriving files call: `handler(key: str, size_bytes: int, command: Command)`.

    With `prefix` only those whose key begins so.
    """

    def run(reaction: Reaction, event: Mapping[str, Any], _context: Any) -> None:
        stored = event["detail"]["object"]
        correlation_id = ids.derived_id("run", stored["key"])
        with log.about(correlation_id=correlation_id):
            _once(
                lambda: reaction.command(correlation_id),
                lambda command: reaction.spec.function(unquote_plus(stored["key"]), stored["size"], command),
            )

    return _declare(OnUpload(bucket, prefix), run, uses, memory_mb, timeout_seconds)


def step(
    workflow: str,
    *,
    uses: Uses = (),
    memory_mb: int = DEFAULT_MEMORY_MB,
    timeout_seconds: int = DEFAULT_TIMEOUT_SECONDS,
) -> Callable[[Callable[..., Any]], Reaction]:
    """Declare a task of a workflow: `handler(task: SomeInput, command: Command) -> SomeOutput`.

    Input and output are pydantic models; the workflow passes the event's `correlation_id` along.
    """

    def run(reaction: Reaction, event: Mapping[str, Any], _context: Any) -> Any:
        function = reaction.spec.function
        parameters = list(inspect.signature(function, eval_str=True).parameters.values())
        task = parameters[0].annotation.model_validate(event["task"])
        with log.about(correlation_id=event["correlation_id"]):
            result = _once(
                lambda: reaction.command(event["correlation_id"], cause_id=event.get("cause_id")),
                lambda command: function(task, command),
            )
        return result.model_dump(mode="json") if isinstance(result, BaseModel) else None

    return _declare(Step(workflow), run, uses, memory_mb, timeout_seconds)
