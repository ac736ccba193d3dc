"""The one way to change anything: all that a command writes, in a single `TransactWriteItems`."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from crm.core import dynamodb, idempotency, log, metrics
from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.dynamodb import Item
from crm.core.errors import BusyError

_KINDS = ("check", "delete", "put", "update")
"""The order in which PynamoDB sends them, whatever order they were added in."""

_PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
"""Why a transaction may fail now and succeed a moment later."""

_ATTEMPTS = 6
_FIRST_PAUSE_SECONDS = 0.02


class RaceLostError(Exception):
    """Another writer changed an item between our reading and our writing: read again, decide again."""


@dataclass(frozen=True, slots=True)
class _Write:
    kind: str
    request: dict[str, Any]
    otherwise: Exception


class Transaction:
    """Collects writes and commits them together.

    `otherwise` is what `commit` raises when that write's condition fails; by default `RaceLostError`, on
    which the kernel runs the command again from its reading.
    """

    def __init__(self, command: Command) -> None:
        self._command = command
        self._writes: list[_Write] = []
        self._records: list[CommitRecord] = []

    def put(self, item: Item, when: Condition | None = None, otherwise: Exception | None = None) -> None:
        """Write a whole item; one with a version attribute only over the version it was read at."""
        self._add("put", item.get_save_kwargs_from_instance(condition=when), otherwise)

    def update(
        self,
        item: Item,
        actions: Sequence[Action],
        when: Condition | None = None,
        otherwise: Exception | None = None,
    ) -> None:
        """Change attributes of the item with `item`'s key."""
        request = item.get_update_kwargs_from_instance(actions=list(actions), condition=when)
        self._add("update", request, otherwise)

    def delete(self, item: Item, when: Condition | None = None, otherwise: Exception | None = None) -> None:
        """Remove an item."""
        self._add("delete", item.get_delete_kwargs_from_instance(condition=when), otherwise)

    def check(self, item: Item, when: Condition, otherwise: Exception) -> None:
        """Demand that a condition holds for an item that is not written."""
        request = type(item).get_operation_kwargs_from_class(item.pk, range_key=item.sk, condition=when)
        self._add("check", request, otherwise)

    def record(self, domain: str, record: CommitRecord) -> None:
        """Write what happened to an aggregate beside it."""
        self._records.append(record)
        self.put_raw(domain, record.to_item(), once=RaceLostError())

    def put_raw(self, domain: str, item: dict[str, Any], once: Exception | None = None) -> None:
        """Write one of the kernel's own items; with `once`, only where there is none, else raise it."""
        request: dict[str, Any] = {"TableName": dynamodb.table_name(domain), "Item": item}
        if once is not None:
            request["ConditionExpression"] = "attribute_not_exists(pk)"
        self._add("put", request, once)

    def delete_raw(self, domain: str, pk: str, sk: str) -> None:
        """Remove one of the kernel's own items."""
        key = {"pk": {"S": pk}, "sk": {"S": sk}}
        self._add("delete", {"TableName": dynamodb.table_name(domain), "Key": key}, None)

    def commit(self, answer: BaseModel | None = None) -> None:
        """Write everything or nothing, and with it the command's key and its `answer`.

        Raises the `otherwise` of the first write that may not happen, `AlreadyDoneError` where the command's
        key is taken, `BusyError` after too many collisions with other transactions.
        """
        command = self._command
        if command.key is not None:
            claim = idempotency.record(command, b"" if answer is None else answer.model_dump_json().encode())
            self.put_raw(command.domain, claim, once=_KeyTakenError())
        writes = sorted(self._writes, key=lambda each: _KINDS.index(each.kind))
        for attempt in range(_ATTEMPTS):
            try:
                self._send(writes)
            except TransactWriteError as error:
                _raise_refusal(error, writes, command)
                time.sleep(_FIRST_PAUSE_SECONDS * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
            else:
                self._tell()
                return
        raise BusyError

    def _add(self, kind: str, request: dict[str, Any], otherwise: Exception | None) -> None:
        self._writes.append(_Write(kind, request, otherwise or RaceLostError()))

    def _send(self, writes: list[_Write]) -> None:
        requests: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _KINDS}
        for write in writes:
            requests[write.kind].append(write.request)
        dynamodb.connection().transact_write_items(
            condition_check_items=requests["check"],
            delete_items=requests["delete"],
            put_items=requests["put"],
            update_items=requests["update"],
        )

    def _tell(self) -> None:
        for record in self._records:
            for name in record.counted:
                metrics.count(name)
            log.logger.info(
                "committed",
                aggregate_id=record.aggregate_id,
                version=record.version,
                events=[type_ for type_, _, _ in record.events],
                messages=len(record.messages),
            )


class _KeyTakenError(Exception):
    pass


def _raise_refusal(error: TransactWriteError, writes: list[_Write], command: Command) -> None:
    """Raise what the failed conditions mean; return where the same transaction may succeed in a moment."""
    reasons = list(error.cancellation_reasons)
    failed = [
        write.otherwise
        for write, reason in zip(writes, reasons, strict=False)
        if reason is not None and reason.code == "ConditionalCheckFailed"
    ]
    if any(isinstance(each, _KeyTakenError) for each in failed):
        idempotency.raise_if_done(command)
        raise RaceLostError from error
    if failed:
        raise failed[0] from error
    if not any(reason is not None and reason.code in _PASSING for reason in reasons):
        raise error
