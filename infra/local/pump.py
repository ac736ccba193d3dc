"""Carrying what AWS would carry: stream records, bus matches, retries, schedules and workflow runs.

One deterministic pump: nothing moves but when it is told to, and always in the same order. A test may ask for more
of what AWS allows itself: everything delivered several times (`copies`), and in any order that AWS does not
promise (`order`).
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any, cast

from moto.events.models import EventPattern

from infra.local import runs
from infra.local.clock import TwinClock
from infra.local.functions import Functions, Killed
from infra.local.resources import client
from infra.local.schedules import Schedules
from infra.local.streams import ApiStream, Batch, stream_functions, stream_of, streamed_domains
from infra.site import Site

__all__ = ["Killed", "Pump"]

ASYNC_ATTEMPTS = 3
"""How often Lambda runs an asynchronous invocation before it gives up."""

STREAM_ATTEMPTS = 10
STREAM_BATCH = 100
EVENTS_KEPT = 2000
"""How many events of the bus the twin remembers to show."""


@dataclass(slots=True)
class Invocation:
    """An asynchronous call that waits for its turn."""

    operation: str
    event: Any
    attempt: int = 1


class Pump:
    """Delivers until nothing is left to deliver."""

    def __init__(self, site: Site, clock: TwinClock, functions: Functions) -> None:
        self._site = site
        self._clock = clock
        self._functions = functions
        self._schedules = Schedules(clock)
        self._waiting: deque[Invocation] = deque()
        self._starts: deque[tuple[str, dict[str, Any]]] = deque()
        self._streams = {domain: stream_of(site.table(domain)) for domain in streamed_domains()}
        self.copies = 1
        """How often everything is delivered: AWS promises at least once."""
        self.order: Random | None = None
        """Decides what goes first where AWS promises no order; without it, what came first."""
        self.events: deque[dict[str, Any]] = deque(maxlen=EVENTS_KEPT)
        self.failures: list[dict[str, Any]] = []

    def deliver(self, target_arn: str, _target: Mapping[str, Any], event: dict[str, Any]) -> None:
        """Take what a rule matched: call the function, or start the workflow."""
        if ":states:" in target_arn:
            self._starts.extend([(target_arn, event)] * self.copies)
        else:
            self.queue(target_arn, event)

    def queue(self, function: str, event: Any) -> None:
        """Take an asynchronous call of a function, by name or ARN."""
        operation = self._functions.operation_of(function)
        self._waiting.extend(Invocation(operation, event) for _ in range(self.copies))

    def start_over(self, last_fired: Mapping[str, datetime]) -> None:
        """Forget what was under way; the streams begin where they are now."""
        self._waiting.clear()
        self._starts.clear()
        self._streams = {domain: stream_of(self._site.table(domain)) for domain in self._streams}
        self._schedules.last_fired = dict(last_fired)
        self.copies, self.order = 1, None
        self.events.clear()
        self.failures.clear()

    def read_so_far(self) -> dict[str, dict[str, str]]:
        """Return how far the streams that outlive this process were read, by domain and shard."""
        return {domain: stream.last_read for domain, stream in self._streams.items() if isinstance(stream, ApiStream)}

    def read_on(self, read_so_far: Mapping[str, Mapping[str, str]]) -> None:
        """Read the streams on from where an earlier process left them."""
        for domain, stream in self._streams.items():
            if isinstance(stream, ApiStream):
                stream.read_on(read_so_far.get(domain, {}))

    def see(self, entry: Mapping[str, Any]) -> None:
        """Remember what was put on the bus, for people to look at."""
        self.events.append(json.loads(entry["Detail"]) | {"source": entry["Source"]})

    def settle(self) -> int:
        """Deliver until nothing is left; return how many deliveries that took."""
        count = 0
        while moved := self._read_streams() + self._invoke_waiting() + self._run_workflows():
            count += moved
        return count

    def advance_to(self, instant: datetime) -> None:
        """Move the clock to `instant`, firing every schedule on the way in order of time.

        A job at a fixed rate that falls due several times in one leap runs once, at the last of them: nothing
        happens in between that an earlier run could have seen.
        """
        self.settle()
        while (due := self._schedules.next(instant)) is not None:
            at, group, schedule = due
            self._clock.move_to(at)
            self.queue(*self._schedules.fire(group, schedule, at))
            self.settle()
        self._clock.move_to(instant)
        self.settle()

    def fire_due(self) -> None:
        """Fire what has come due by the clock's own ticking."""
        self.advance_to(self._clock.now())

    @property
    def last_fired(self) -> Mapping[str, datetime]:
        """When each recurring schedule fired last."""
        return self._schedules.last_fired

    def lose_schedules(self, domain: str | None = None) -> int:
        """Throw a domain's one-time schedules, else all, away, as a failure of the scheduler would; return how many."""
        return self._schedules.lose(None if domain is None else self._site.timer_group(domain))

    def timers(self) -> list[dict[str, str]]:
        """Return the one-time schedules that wait, soonest first."""
        return self._schedules.timers()

    def workflows(self) -> list[dict[str, Any]]:
        """Return the workflow runs, newest first."""
        return runs.shown()

    def _read_streams(self) -> int:
        return sum(self._carry(domain, batch) for domain, stream in self._streams.items() for batch in stream.read())

    def _carry(self, domain: str, batch: Batch) -> int:
        for operation, trigger in stream_functions(domain).items():
            pattern = EventPattern.load(json.dumps(trigger.pattern))
            matched = [record for record in batch.records if pattern.matches_event(cast("Any", record))]
            for records in self._batches(matched):
                for _ in range(self.copies):
                    self._hand_over(operation, replace(batch, records=records))
        return len(batch.records)

    def _batches(self, records: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
        """Cut into batches. A stream keeps the order of one aggregate's records, and of no others."""
        if self.order is not None:
            by_aggregate: dict[str, list[dict[str, Any]]] = {}
            for record in records:
                by_aggregate.setdefault(record["dynamodb"]["Keys"]["pk"]["S"], []).append(record)
            groups = list(by_aggregate.values())
            self.order.shuffle(groups)
            yield from groups
            return
        for start in range(0, len(records), STREAM_BATCH):
            yield records[start : start + STREAM_BATCH]

    def _hand_over(self, operation: str, batch: Batch) -> None:
        records = batch.records
        for _ in range(STREAM_ATTEMPTS):
            try:
                answer = self._functions.invoke(operation, {"Records": records})
            except (Exception, Killed) as error:  # noqa: BLE001 - the stream delivers again whatever it was
                self._note(operation, error)
                self._functions.restart()
                continue
            failed = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
            if not failed:
                return
            first = next(i for i, each in enumerate(records) if each["dynamodb"]["SequenceNumber"] in failed)
            records = records[first:]
        numbers = [each["dynamodb"]["SequenceNumber"] for each in records]
        stretch = {"startSequenceNumber": numbers[0], "endSequenceNumber": numbers[-1], "batchSize": len(records)}
        place = {"shardId": batch.shard_id, "streamArn": batch.stream_arn}
        self._dead_letter(operation, "RetryAttemptsExhausted", {"DDBStreamBatchInfo": stretch | place})

    def _invoke_waiting(self) -> int:
        count = 0
        while self._waiting:
            if self.order is not None:
                self._waiting.rotate(self.order.randrange(len(self._waiting)))
            invocation = self._waiting.popleft()
            count += 1
            try:
                self._functions.invoke(invocation.operation, invocation.event)
            except (Exception, Killed) as error:  # noqa: BLE001 - Lambda tries again whatever it was
                self._note(invocation.operation, error)
                self._functions.restart()
                self._try_again(invocation, error)
        return count

    def _try_again(self, invocation: Invocation, error: BaseException) -> None:
        """Put a failed call at the end: Lambda waits a minute or two, and whatever came since overtakes it."""
        if invocation.attempt < ASYNC_ATTEMPTS:
            self._waiting.append(replace(invocation, attempt=invocation.attempt + 1))
            return
        report = {"errorType": type(error).__name__, "errorMessage": str(error)}
        letter = {"requestPayload": invocation.event, "responsePayload": report}
        self._dead_letter(invocation.operation, "RetriesExhausted", letter)

    def _run_workflows(self) -> int:
        """Run the workflows that were called for, one after the other."""
        count = 0
        while self._starts:
            runs.run(*self._starts.popleft())
            count += 1
        return count + runs.finish()

    def _dead_letter(self, operation: str, condition: str, letter: dict[str, Any]) -> None:
        """Write what Lambda writes to a function's on-failure destination."""
        domain = operation.partition(".")[0]
        sqs = client("sqs")
        url = sqs.get_queue_url(QueueName=self._site.dead_letters(domain))["QueueUrl"]
        arn = f"{self._site.function_arn(operation)}:$LATEST"
        body = {"version": "1.0", "requestContext": {"functionArn": arn, "condition": condition}, **letter}
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(body, default=str))

    def _note(self, operation: str, error: BaseException) -> None:
        self.failures.append({"operation": operation, "error": f"{type(error).__name__}: {error}"})
