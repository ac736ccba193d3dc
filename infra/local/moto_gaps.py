"""Where moto stops short of AWS, or of what a developer can wait for."""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from moto.awslambda.models import LambdaFunction
from moto.dynamodb import models as dynamodb_models
from moto.dynamodb.comparisons import get_filter_expression
from moto.dynamodb.exceptions import ConditionalCheckFailed, TransactionCanceledException
from moto.dynamodb.models.table import Table
from moto.events.models import EventsBackend, Rule
from moto.s3.models import S3Backend
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

Invoke = Callable[[str, Any], Any]
Deliver = Callable[[str, dict[str, Any], dict[str, Any]], None]
See = Callable[[dict[str, Any]], None]
Arrived = Callable[[str, str, int], None]


@contextmanager
def filled(invoke: Invoke, queue: Invoke, deliver: Deliver, see: See, arrived: Arrived) -> Iterator[None]:
    """Fill moto's gaps while the context lasts.

    `invoke(function_name, event)` runs a handler where moto would start a container, and may raise;
    `queue(function_name, event)` takes what is to be run later; `deliver(target_arn, target, event)` takes what
    a rule matched for a function or a workflow; `see(entry)` is shown everything that is put on a bus;
    `arrived(bucket, key, size)` is told of every file that is put into S3.
    """
    with (
        patch.object(LambdaFunction, "_invoke_lambda", _run_in_process(invoke)),
        patch.object(LambdaFunction, "invoke", _or_later(LambdaFunction.invoke, queue)),
        patch.object(Rule, "send_to_targets", _send(Rule.send_to_targets, deliver)),
        patch.object(S3Backend, "put_object", _telling(S3Backend.put_object, arrived)),
        patch.object(EventsBackend, "put_events", _shown(EventsBackend.put_events, see)),
        patch.object(dynamodb_models.DynamoDBBackend, "transact_write_items", _transact_write_items),
        patch.object(dynamodb_models, "copy", SimpleNamespace(copy=copy.copy, deepcopy=_deepcopy)),
        patch.object(retrier_decl, "time", SimpleNamespace(sleep=_no_time_passes)),
    ):
        yield


def _run_in_process(invoke: Invoke) -> Callable[..., tuple[str, bool, str]]:
    def run(function: LambdaFunction, event: Any = None) -> tuple[str, bool, str]:
        try:
            result = invoke(function.function_name, event if isinstance(event, dict) else {})
        except BaseException as error:  # noqa: BLE001 - Lambda reports whatever the handler raised, or its being killed
            report = {"errorType": type(error).__name__, "errorMessage": str(error)}
            return json.dumps(report), True, ""
        return json.dumps(result), False, ""

    return run


def _or_later(original: Callable[..., Any], queue: Invoke) -> Callable[..., Any]:
    def invoke(function: LambdaFunction, body: str, request_headers: Any, response_headers: Any) -> Any:
        if request_headers.get("x-amz-invocation-type") == "Event":
            queue(function.function_name, json.loads(body or "{}"))
            return ""
        return original(function, body, request_headers, response_headers)

    return invoke


def _shown(original: Callable[..., Any], see: See) -> Callable[..., Any]:
    def put_events(backend: EventsBackend, events: list[dict[str, Any]]) -> Any:
        for event in events:
            see(event)
        return original(backend, events)

    return put_events


def _telling(original: Callable[..., Any], arrived: Arrived) -> Callable[..., Any]:
    """Tell of what was put or copied into a bucket: moto copies by putting."""

    def put_object(backend: S3Backend, bucket_name: str, key_name: str, value: bytes, *rest: Any, **named: Any) -> Any:
        put = original(backend, bucket_name, key_name, value, *rest, **named)
        arrived(bucket_name, key_name, put.size)
        return put

    return put_object


def _send(original: Callable[..., None], deliver: Deliver) -> Callable[..., None]:
    def send_to_targets(rule: Rule, original_event: Any, transform_input: bool = True) -> None:
        if rule.state != "ENABLED" or not rule.event_pattern.matches_event(original_event):
            return
        others = []
        for target in rule.targets:
            if target["Arn"].split(":")[2] in {"lambda", "states"}:
                deliver(target["Arn"], target, dict(original_event))
            else:
                others.append(target)
        if others:
            elsewhere = copy.copy(rule)
            elsewhere.targets = others
            original(elsewhere, original_event, transform_input)

    return send_to_targets


_moto_transact_write_items = dynamodb_models.DynamoDBBackend.transact_write_items


def _transact_write_items(backend: Any, transact_items: list[dict[str, Any]]) -> None:
    """Check every condition before anything is written, so that there is nothing to roll back.

    moto copies all tables first to be able to: 2 s a transaction at 10,000 items.
    """
    failures: list[tuple[Any, Any, Any]] = [_failure(backend, item) for item in transact_items]
    if any(code is not None for code, _, _ in failures):
        raise TransactionCanceledException(failures)
    _moto_transact_write_items(backend, transact_items)


def _failure(backend: Any, item: dict[str, Any]) -> tuple[Any, Any, Any]:
    operation = next(iter(item.values()))
    expression = operation.get("ConditionExpression")
    if expression is None:
        return None, None, None
    table = backend.get_table(operation["TableName"])
    source = operation.get("Item") or operation["Key"]
    names = [table.hash_key_attr, *([table.range_key_attr] if table.range_key_attr else [])]
    current = backend.get_item(operation["TableName"], {name: source[name] for name in names})
    condition = get_filter_expression(
        expression,
        operation.get("ExpressionAttributeNames"),
        operation.get("ExpressionAttributeValues"),
    )
    if condition.expr(current):
        return None, None, None
    return "ConditionalCheckFailed", str(ConditionalCheckFailed().message), None


def _no_time_passes(_seconds: float) -> None:
    """Let a workflow try again at once: the twin's clock stands still meanwhile, and nobody need wait."""


def _deepcopy(value: Any, memo: Any = None) -> Any:
    return value if isinstance(value, Table) else copy.deepcopy(value, memo)
