"""Waiting is a record: `next_due_at` on an aggregate, and a one-time schedule kept in step with it.

The aggregate's own transaction writes the time; the stream reaction makes and removes the schedule. A schedule
is named after aggregate and time, so making it twice makes one, and removing it never hits its successor. A
recurring sweep of the due index calls the same function, so a lost schedule costs minutes.
"""

import json
import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from crm.core import aws, clock, dynamodb, environment, ids, log, metrics
from crm.core.command import Command
from crm.core.dynamodb import Item
from crm.core.grants import Grant
from crm.core.streams import StreamChange

SHARDS = 4
GRACE = timedelta(minutes=2)
"""How long a sweep leaves an overdue timer to its schedule."""

_RETRY_SECONDS = 3600
_NAMEABLE = re.compile(r"[A-Za-z0-9._-]{1,50}")

_DUE_EXISTS = {"next_due_at": {"N": [{"exists": True}]}}
CHANGES: dict[str, Any] = {"$or": [{"dynamodb": {"NewImage": _DUE_EXISTS}}, {"dynamodb": {"OldImage": _DUE_EXISTS}}]}
"""The stream pattern of items that have, or had, a time to wait for."""


class DueIndex(GlobalSecondaryIndex[Any]):
    """The aggregates that wait for something, by when: what the sweep reads."""

    class Meta:
        """Keys only: the sweep loads the aggregate anyway."""

        index_name = "due"
        projection = KeysOnlyProjection()

    due_shard = UnicodeAttribute(hash_key=True)
    next_due_at = NumberAttribute(range_key=True)


def shard_of(aggregate_id: str) -> str:
    """Return the partition of the due index that an aggregate waits in."""
    return str(zlib.crc32(aggregate_id.encode()) % SHARDS)


def seconds(instant: datetime | None) -> int | None:
    """Return an instant as the whole epoch second it falls in or, between two, the later: never too early."""
    return None if instant is None else -int(-instant.timestamp() // 1)


def timers(function: str) -> Grant:
    """Grant making and removing the schedules that call `<domain>.<function>`."""
    return Grant(f"timers:{function}", ("schedule",))


def follow(change: StreamChange) -> None:
    """Bring the schedules in step with a changed item."""
    before, after = _due(change.old), _due(change.new)
    if before == after:
        return
    image = change.new or change.old or {}
    aggregate_id = image["pk"]["S"]
    if before is not None:
        _remove(aggregate_id, before)
    if after is not None:
        _make(aggregate_id, after)


def _due(image: dict[str, Any] | None) -> int | None:
    value = (image or {}).get("next_due_at")
    return None if value is None else int(value["N"])


def _name(aggregate_id: str, due: int) -> str:
    """Return the schedule's name: the scheduler takes 64 characters, and not those of every id."""
    named = aggregate_id if _NAMEABLE.fullmatch(aggregate_id) else ids.derived_id("timer", aggregate_id)
    return f"{named}-{due}"


def _make(aggregate_id: str, due: int) -> None:
    client = aws.client("scheduler")
    # A time that has passed meanwhile is refused or never fires: wait for the next second instead.
    fires_at = max(datetime.fromtimestamp(due, UTC), clock.now() + timedelta(seconds=1))
    due_at = datetime.fromtimestamp(due, UTC).isoformat()
    try:
        client.create_schedule(
            GroupName=environment.get("TIMER_GROUP"),
            Name=_name(aggregate_id, due),
            ScheduleExpression=f"at({fires_at:%Y-%m-%dT%H:%M:%S})",
            ScheduleExpressionTimezone="UTC",
            FlexibleTimeWindow={"Mode": "OFF"},
            ActionAfterCompletion="DELETE",
            Target={
                "Arn": environment.get("TIMER_TARGET"),
                "RoleArn": environment.get("TIMER_ROLE"),
                "Input": json.dumps({"aggregate_id": aggregate_id, "due_at": due_at}),
                "DeadLetterConfig": {"Arn": environment.get("TIMER_DEAD_LETTERS")},
                "RetryPolicy": {"MaximumEventAgeInSeconds": _RETRY_SECONDS, "MaximumRetryAttempts": 5},
            },
        )
    except client.exceptions.ConflictException:
        return  # the same schedule, made by an earlier delivery of this change


def _remove(aggregate_id: str, due: int) -> None:
    client = aws.client("scheduler")
    try:
        client.delete_schedule(GroupName=environment.get("TIMER_GROUP"), Name=_name(aggregate_id, due))
    except client.exceptions.ResourceNotFoundException:
        return  # it has fired, or an earlier delivery removed it


def overdue(kind: type[Item], now: datetime, limit: int = 100) -> list[str]:
    """Return the ids of aggregates whose time has come and gone without their schedule, most overdue first."""
    reached = DueIndex.next_due_at <= seconds(now - GRACE)
    found: list[tuple[int, str]] = []
    for shard in range(SHARDS):
        rows, _ = dynamodb.query_raw(kind, str(shard), index="due", range_condition=reached, limit=limit)
        found += [(int(row["next_due_at"]["N"]), row["pk"]["S"]) for row in rows]
    return [aggregate_id for _, aggregate_id in sorted(found)][:limit]


def sweep(kind: type[Item], command: Command, on_due: Callable[[str, Command], None]) -> None:
    """Call `on_due` for every overdue aggregate; one that fails keeps no other waiting, and fails the sweep."""
    failed = []
    for aggregate_id in overdue(kind, command.now):
        metrics.count("ScheduleLost")
        try:
            on_due(aggregate_id, command)
        except Exception:  # noqa: BLE001 - logged here, raised together below
            log.logger.exception("not done", aggregate_id=aggregate_id)
            failed.append(aggregate_id)
    if failed:
        raise SweepFailedError(f"{len(failed)} overdue: {', '.join(failed[:5])}")


class SweepFailedError(RuntimeError):
    """Some overdue aggregates could not be dealt with; the next sweep meets them again."""
