"""What actions cost in AWS's own units: runs, calls, reads and writes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pynamodb.connection.base import Connection

from infra import tables
from infra.local.functions import AwsCall
from infra.local.resources import client
from infra.local.twin import Twin
from tests.load.capacity import Item, write_units

_WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"})


@dataclass
class Bill:
    """What was used, by the action that used it."""

    runs: Counter[str] = field(default_factory=Counter)
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By action and API operation."""
    published: Counter[str] = field(default_factory=Counter)
    """Events put on the bus."""
    reads: Counter[str] = field(default_factory=Counter)
    writes: Counter[str] = field(default_factory=Counter)

    def calls_of(self, *names: str) -> int:
        """Return how often the API operations were called."""
        return sum(count for (_, name), count in self.calls.items() if name in names)


@contextmanager
def recording(twin: Twin) -> Iterator[Bill]:
    """Keep a bill while the context lasts."""
    bill = Bill()
    specs = {twin.site.table(domain): spec for domain, spec in tables.table_specs().items()}
    running: list[str] = []
    run, dispatch = twin.functions.invoke, Connection.dispatch

    def counted(operation: str, event: Any) -> Any:
        bill.runs[operation] += 1
        running.append(operation)
        try:
            return run(operation, event)
        finally:
            running.pop()

    def weighed(connection: Connection, name: str, request: Any, *rest: Any) -> Any:
        writes = _writes(name, request)
        before = [_read(table, key) for table, key in writes]
        answer = dispatch(connection, name, request, *rest)
        for (table, key), was in zip(writes, before, strict=True):
            is_now = _read(table, key)
            in_transaction = name.startswith("Transact")
            bill.writes[running[-1]] += write_units(was, is_now, specs[table], in_transaction=in_transaction)
        return answer

    def noted(call: AwsCall) -> None:
        bill.calls[call.operation, call.action] += 1
        if call.action == "PutEvents":
            bill.published[call.operation] += len(call.parameters["Entries"])
        if call.service == "dynamodb" and call.action not in _WRITES:
            bill.reads[call.operation] += call.capacity

    twin.functions.invoke = counted  # type: ignore[method-assign]
    Connection.dispatch = weighed  # type: ignore[method-assign]
    twin.functions.watchers.append(noted)
    try:
        yield bill
    finally:
        del twin.functions.invoke
        Connection.dispatch = dispatch  # type: ignore[method-assign]
        twin.functions.watchers.remove(noted)


def _writes(name: str, request: Mapping[str, Any]) -> list[tuple[str, Item]]:
    """Return table and key of every item that a request writes."""
    if name not in _WRITES:
        return []
    if name == "TransactWriteItems":
        parts = [part for each in request["TransactItems"] for kind, part in each.items() if kind != "ConditionCheck"]
    else:
        parts = [request]
    return [(each["TableName"], _key(each.get("Item") or each["Key"])) for each in parts]


def _key(item: Item) -> Item:
    return {"pk": item["pk"], "sk": item["sk"]}


def _read(table: str, key: Item) -> Item:
    item: Item = client("dynamodb").get_item(TableName=table, Key=key, ConsistentRead=True).get("Item", {})
    return item
