"""A company with as many cases as a measurement asks for, on DynamoDB Local.

A few cases are really lived through; the rest are copies of their items under ids and numbers of their own, written
straight into the table while its stream is off.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import Any

from ulid import ULID

from crm.core import packing
from infra.local import demo, dynamodb_local
from infra.local import twin as twins
from infra.local.control import portal_token
from infra.local.resources import client
from infra.local.twin import Answer, Twin

CUSTOMER = "contact-b"
AGENT = "li-lei"
DEPLOYED_CACHE_SECONDS = 60
CASE = {
    "title": "API 集成出错",
    "description": "调用返回 401，签名校验失败。",
    "category": "integration/api",
    "urgency": "high",
}
SHARES = {"waiting": 0.2, "in_progress": 0.2, "resolved": 0.6}
"""How the copies are spread: a queue and an agent's list that grow with the company are the hard case."""

_BATCH = 25
_FIRST_NUMBER = 1_000_000
"""Copies are numbered from here on, out of the way of the numbers that the suite gives."""


@contextmanager
def of(cases: int, **options: Any) -> Iterator[Twin]:
    """Run the demo company with so many cases."""
    with (
        dynamodb_local.running() as url,
        twins.running(dynamodb_url=url, cache_seconds=DEPLOYED_CACHE_SECONDS, **options) as twin,
    ):
        demo.found(twin)
        _give_room(twin)
        if cases:
            fill(twin, cases)
        yield twin


def do(twin: Twin, route: str, body: Any = None, **caller: Any) -> Answer:
    """Call an action that must succeed."""
    answer = twin.call(route, body, **caller)
    if answer.status >= 300:
        raise RuntimeError(f"{route}: {answer.status} {answer.body}")
    return answer


def token(twin: Twin) -> str:
    """Let the demo's customer into the portal."""
    return portal_token(twin, CUSTOMER)


def open_case(twin: Twin) -> str:
    """Open a case as the demo's customer and return its id."""
    return str(do(twin, "POST /portal/cases", submission(), token=token(twin)).json["case_id"])


_submitted = count()


def submission() -> dict[str, Any]:
    """Return what a customer submits, each time about something else: the same again would be merged."""
    return CASE | {"title": f"{CASE['title']} {next(_submitted):06d}"}


def reply(twin: Twin, case_id: str) -> None:
    """Answer the customer."""
    do(twin, f"POST /cases/{case_id}/replies", {"body": "签名已过期，请在控制台更换密钥。"}, user=AGENT)


def resolve(twin: Twin, case_id: str) -> None:
    """Resolve a case."""
    solution = {"solution": "更换签名密钥", "cause_code": "configuration"}
    do(twin, f"POST /cases/{case_id}/resolution", solution, user=AGENT)


def _give_room(twin: Twin) -> None:
    """Let the demo's agent take every case that a measurement opens, and the customer write as often as it does."""
    limits = {
        purpose: {"contact": {"amount": 1_000_000}, "network": {"amount": 1_000_000}}
        for purpose in ("submissions", "replies")
    }
    put = {"document": limits, "note": "measured"}
    do(twin, "PUT /settings/cases.rate_limits/default", put, user="admin", headers={"If-Match": "0"})
    version = do(twin, f"GET /users/{AGENT}", user="admin").json["version"]
    do(twin, f"PATCH /users/{AGENT}", {"capacity": 500}, user="admin", headers={"If-Match": f'"{version}"'})
    twin.settle()


def fill(twin: Twin, cases: int) -> None:
    """Bring the company to so many cases."""
    prototypes = _lived(twin)
    table = twin.site.table("cases")
    client("dynamodb").update_table(TableName=table, StreamSpecification={"StreamEnabled": False})
    numbers = count(_FIRST_NUMBER)
    for kind, share in SHARES.items():
        copies = (_copy(prototypes[kind], next(numbers)) for _ in range(int(cases * share)))
        _write(table, (item for copy in copies for item in copy))
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    client("dynamodb").update_table(TableName=table, StreamSpecification=stream)
    twin.pump.start_over(twin.pump.last_fired)


def _lived(twin: Twin) -> dict[str, list[dict[str, Any]]]:
    """Live through a case of each kind and return its items."""
    resolved = open_case(twin)
    twin.settle()
    reply(twin, resolved)
    resolve(twin, resolved)
    in_progress = open_case(twin)
    twin.settle()
    waiting = open_case(twin)
    found = {"waiting": _items(twin, waiting), "in_progress": _items(twin, in_progress)}
    twin.settle()
    return found | {"resolved": _items(twin, resolved)}


def _items(twin: Twin, case_id: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client("dynamodb").query(
        TableName=twin.site.table("cases"),
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": case_id}},
    )["Items"]
    return items


def _copy(items: list[dict[str, Any]], number: int) -> Iterator[dict[str, Any]]:
    """Yield the items of a case as those of another."""
    head = next(each for each in items if "number" in each)
    names = {head["pk"]["S"]: f"case_{ULID()}", head["number"]["S"]: f"C-{number:07d}"}
    for item in items:
        yield {name: _renamed(value, names) for name, value in item.items()}


def _renamed(value: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    (kind, content), *_ = value.items()
    if kind == "B":
        return {"B": packing.pack(_replace(packing.inflate(content).decode(), names))}
    text = json.dumps(content, ensure_ascii=False)
    return {kind: json.loads(_replace(text, names))}


def _replace(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def _write(table: str, items: Iterator[dict[str, Any]]) -> None:
    while batch := list(islice(items, _BATCH)):
        requests = [{"PutRequest": {"Item": item}} for item in batch]
        client("dynamodb").batch_write_item(RequestItems={table: requests})
