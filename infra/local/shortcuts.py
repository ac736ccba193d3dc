"""Letting moto answer what functions ask of DynamoDB without a request in between.

Most calls of most functions are of DynamoDB, and moto's work is a small part of what they take: the rest is
writing, signing, parsing and writing again what both sides have in memory. What moto would refuse goes the long way,
so that a refusal looks as it always does.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from botocore import xform_name
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.responses import DynamoHandler

from infra.local.resources import ACCOUNT, REGION

_PLAIN = {"TableName", "Key", "ConsistentRead", "ReturnConsumedCapacity"}
_ANSWERED = frozenset({"PutItem", "Query", "TransactWriteItems", "UpdateItem"})
_METADATA = {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}

Answer = tuple[SimpleNamespace, dict[str, Any]]


def answer(service: str, action: str, parameters: Mapping[str, Any]) -> Answer | None:
    """Return what botocore would make of moto's answer, or None for what is to go the long way."""
    if service != "dynamodb" or not dynamodb_backends[ACCOUNT][REGION].tables:
        return None
    found = _item(parameters) if action == "GetItem" else None
    if action in _ANSWERED:
        found = _answered(action, parameters)
    if found is None:
        return None
    return SimpleNamespace(status_code=200, headers={}, content=b""), found | {"ResponseMetadata": _METADATA}


def _item(parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read one item by its key: what functions do most."""
    if not parameters.keys() <= _PLAIN:
        return None
    table = dynamodb_backends[ACCOUNT][REGION].tables.get(parameters["TableName"])
    key = parameters["Key"]
    if table is None or not all(each.get("S") for each in key.values()):
        return None
    found = table.get_item(DynamoType(key[table.hash_key_attr]), DynamoType(key[str(table.range_key_attr)]))
    return {} if found is None else {"Item": found.to_json()["Attributes"]}


def _answered(action: str, parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    handler = DynamoHandler()
    handler.current_account, handler.region, handler.body = ACCOUNT, REGION, dict(parameters)
    try:
        result = getattr(handler, xform_name(action))().result
    except Exception:  # noqa: BLE001 - whatever moto refuses it refuses again, in its own words
        return None
    return dict(result)
