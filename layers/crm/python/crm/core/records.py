"""Reading commit records of whatever domain: for those who count what happened, and know no domain's items."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from crm.core import dynamodb
from crm.core.commit import RECORD_KIND, RECORD_PREFIX, CommitRecord
from crm.core.dynamodb import Key

_FIRST = f"{RECORD_PREFIX}{1:010d}"


def of(domain: str, aggregate_id: str, beyond: int = 0, until: int | None = None) -> Iterator[CommitRecord]:
    """Yield what was done to an aggregate after the version `beyond`, up to `until`, in order.

    One request a megabyte, strongly consistent: a version is never there without those before it.
    """
    last = f"{until:010d}" if until is not None else "9" * 10
    request: dict[str, Any] = {
        "TableName": dynamodb.table_name(domain),
        "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
        "ExpressionAttributeValues": {
            ":pk": {"S": aggregate_id},
            ":first": {"S": f"{RECORD_PREFIX}{beyond + 1:010d}"},
            ":last": {"S": RECORD_PREFIX + last},
        },
        "ConsistentRead": True,
    }
    for row in _rows("Query", request):
        yield CommitRecord.from_item(row)


def _rows(operation: str, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    while True:
        answer = dynamodb.connection().dispatch(operation, request)
        yield from answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return
        request = request | {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


class Walked(NamedTuple):
    """Aggregates in a stretch of a table, how many items it had, and the key to go on after, None at its end."""

    aggregate_ids: list[str]
    items: int
    after: Key | None


def walk(domain: str, limit: int, after: Key | None) -> Walked:
    """Find the aggregates of a domain in the next `limit` items of its table: one request, for operators' jobs alone.

    There is no index of all that there is, and no request path may read a table from end to end.
    """
    request: dict[str, Any] = {
        "TableName": dynamodb.table_name(domain),
        "Limit": limit,
        "FilterExpression": "kind = :kind AND sk = :first",
        "ExpressionAttributeValues": {":kind": {"S": RECORD_KIND}, ":first": {"S": _FIRST}},
        "ProjectionExpression": "pk",
    }
    if after is not None:
        request["ExclusiveStartKey"] = after
    answer = dynamodb.connection().dispatch("Scan", request)
    found = [row["pk"]["S"] for row in answer["Items"]]
    return Walked(found, answer["ScannedCount"], answer.get("LastEvaluatedKey"))
