"""Carrying what AWS would carry: stream records, bus matches, retries, schedules and workflow runs.

One deterministic pump: nothing moves but when it is told to, and always in the same order.
"""

import json
import re
import time
import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from cronsim import CronSim
from moto.events.models import EventPattern
from moto.scheduler.models import Schedule, scheduler_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from infra.local.clock import TwinClock
from infra.local.functions import Functions
from infra.local.resources import ACCOUNT, REGION, client
from infra.local.streams import Batch, Stream, stream_functions, streamed_domains
from infra.site import Site

ASYNC_ATTEMPTS = 3
"""How often Lambda runs an asynchronous invocation before it gives up."""

STREAM_ATTEMPTS = 10
EVENTS_KEPT = 2000
"""How many events of the bus the twin remembers to show."""

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_WORKFLOW_TIMEOUT_SECONDS = 60


@dataclass(slots=True)
class Invocation:
    """An asynchronous call that waits for its turn."""

    operation: str
    event: Any
    attempt: int = 1


class Killed(BaseException):
    """A function's container was killed in the middle; what it had done stays done."""


class Pump:
    """Delivers until nothing is left to deliver."""

    def __init__(self, site: Site, clock: TwinClock, functions: Functions) -> None:
        self._site = site
        self._clock = clock
        self._functions = functions
        self._waiting: deque[Invocation] = deque()
        self._starts: deque[tuple[str, dict[str, Any]]] = deque()
        self._streams = {domain: Stream(site.table(domain)) for domain in streamed_domains()}
        self.last_fired: dict[str, datetime] = {}
        self.events: deque[dict[str, Any]] = deque(maxlen=EVENTS_KEPT)
        self.failures: list[dict[str, Any]] = []

    def deliver(self, target_arn: str, _target: Mapping[str, Any], event: dict[str, Any]) -> None:
        """Take what a rule matched: call the function, or start the workflow."""
        if ":states:" in target_arn:
            self._starts.append((target_arn, event))
        else:
            self.queue(target_arn, event)

    def queue(self, function: str, event: Any) -> None:
        """Take an asynchronous call of a function, by name or ARN."""
        self._waiting.append(Invocation(self._functions.operation_of(function), event))

    def start_over(self, last_fired: Mapping[str, datetime]) -> None:
        """Forget what was under way; the streams begin where they are now empty."""
        self._waiting.clear()
        self._starts.clear()
        self._streams = {domain: Stream(self._site.table(domain)) for domain in self._streams}
        self.last_fired = dict(last_fired)
        self.events.clear()
        self.failures.clear()

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
        while (due := self._next_schedule(instant)) is not None:
            at, group, schedule = due
            self._clock.move_to(at)
            self._fire(group, schedule, at)
            self.settle()
        self._clock.move_to(instant)
        self.settle()

    def fire_due(self) -> None:
        """Fire what has come due by the clock's own ticking."""
        self.advance_to(self._clock.now())

    def lose_schedules(self) -> int:
        """Throw every one-time schedule away, as a failure of the scheduler would; return how many."""
        lost = 0
        for group in scheduler_backends[ACCOUNT][REGION].schedule_groups.values():
            for name in [name for name, each in group.schedules.items() if _is_one_time(each)]:
                del group.schedules[name]
                lost += 1
        return lost

    def _read_streams(self) -> int:
        return sum(self._carry(domain, batch) for domain, stream in self._streams.items() for batch in stream.read())

    def _carry(self, domain: str, batch: Batch) -> int:
        for operation, trigger in stream_functions(domain).items():
            pattern = EventPattern.load(json.dumps(trigger.pattern))
            matched = [record for record in batch.records if pattern.matches_event(cast("Any", record))]
            if matched:
                self._hand_over(operation, replace(batch, records=matched))
        return len(batch.records)

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
            invocation = self._waiting.popleft()
            count += 1
            try:
                self._functions.invoke(invocation.operation, invocation.event)
            except (Exception, Killed) as error:  # noqa: BLE001 - Lambda tries again whatever it was
                self._note(invocation.operation, error)
                self._functions.restart()
                if invocation.attempt < ASYNC_ATTEMPTS:
                    invocation.attempt += 1
                    self._waiting.appendleft(invocation)
                else:
                    report = {"errorType": type(error).__name__, "errorMessage": str(error)}
                    letter = {"requestPayload": invocation.event, "responsePayload": report}
                    self._dead_letter(invocation.operation, "RetriesExhausted", letter)
        return count

    def _run_workflows(self) -> int:
        """Run the workflows that were called for, one after the other, so that every run has the same story."""
        count = 0
        while self._starts:
            arn, event = self._starts.popleft()
            name = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{arn}/{event['id']}"))
            given = json.dumps(event, default=str)
            client("stepfunctions").start_execution(stateMachineArn=arn, name=name, input=given)
            count += 1
            self._finish_workflows()
        return count + self._finish_workflows()

    def _finish_workflows(self) -> int:
        """Wait for the workflow runs that are under way."""
        count = 0
        for _, execution in _executions():
            deadline = time.monotonic() + _WORKFLOW_TIMEOUT_SECONDS
            while _status(execution) == "RUNNING" and time.monotonic() < deadline:
                count = 1
                time.sleep(0.005)
        return count

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

    def _next_schedule(self, until: datetime) -> tuple[datetime, Any, Schedule] | None:
        due = []
        for group in scheduler_backends[ACCOUNT][REGION].schedule_groups.values():
            for schedule in group.schedules.values():
                at = self._fires_at(schedule, until)
                if at is not None and at <= until:
                    due.append((at, group, schedule))
        return min(due, key=lambda each: (each[0], each[2].name), default=None)

    def _fires_at(self, schedule: Schedule, until: datetime) -> datetime | None:
        expression = schedule.schedule_expression
        if _is_one_time(schedule):
            return datetime.fromisoformat(expression[3:-1]).replace(tzinfo=UTC)
        last = self.last_fired.setdefault(schedule.arn, self._clock.now())
        rate = _RATE.fullmatch(expression)
        if rate:
            period = timedelta(**{f"{rate.group(2)}s": int(rate.group(1))})
            periods = (until - last) // period
            return last + periods * period if periods else None
        return next(CronSim(_unix_cron(expression), last))

    def _fire(self, group: Any, schedule: Schedule, at: datetime) -> None:
        if _is_one_time(schedule):
            del group.schedules[schedule.name]
        else:
            self.last_fired[schedule.arn] = at
        operation = self._functions.operation_of(schedule.target["Arn"])
        self._waiting.append(Invocation(operation, json.loads(schedule.target.get("Input") or "{}")))

    def timers(self) -> list[dict[str, str]]:
        """Return the one-time schedules that wait, soonest first."""
        found = [
            {
                "name": each.name,
                "fires_at": each.schedule_expression[3:-1] + "Z",
                "target": each.target["Arn"],
            }
            for group in scheduler_backends[ACCOUNT][REGION].schedule_groups.values()
            for each in group.schedules.values()
            if _is_one_time(each)
        ]
        return sorted(found, key=lambda each: (each["fires_at"], each["name"]))

    def workflows(self) -> list[dict[str, Any]]:
        """Return the workflow runs, newest first."""
        runs = [
            {
                "workflow": name,
                "run": execution.name,
                "status": _status(execution),
                "output": execution.output,
                "error": execution.error,
                "cause": execution.cause,
                "steps": _steps(execution),
            }
            for name, execution in _executions()
        ]
        return runs[::-1]


def _is_one_time(schedule: Schedule) -> bool:
    return str(schedule.schedule_expression).startswith("at(")


def _unix_cron(expression: str) -> str:
    """Return an AWS cron expression as a Unix one: no year, `?` for any, Sunday 1 there and 0 here."""
    fields = expression.removeprefix("cron(").removesuffix(")").split()
    minute, hour, day, month, weekday = fields[:5]
    day, weekday = day.replace("?", "*"), weekday.replace("?", "*")
    return f"{minute} {hour} {day} {month} {weekday}"


def _executions() -> list[tuple[str, Any]]:
    machines = stepfunctions_parser_backends[ACCOUNT][REGION].state_machines
    return [(machine.name, execution) for machine in machines for execution in machine.executions]


def _status(execution: Any) -> str:
    return str(getattr(execution.exec_status, "value", execution.exec_status))


def _steps(execution: Any) -> list[str]:
    history = execution.to_history_output()["events"]
    return [event["stateEnteredEventDetails"]["name"] for event in history if "stateEnteredEventDetails" in event]
