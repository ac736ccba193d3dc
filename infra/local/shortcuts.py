"""Reading single items from moto directly.

Most calls of most functions read one item by its key, and moto takes ten times as long for it as it must: it
writes, parses and writes again what both sides have in memory. Everything else goes through moto.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType

from infra.local.resources import ACCOUNT, REGION

_PLAIN = {"TableName", "Key", "ConsistentRead", "ReturnConsumedCapacity"}

Answer = tuple[SimpleNamespace, dict[str, Any]]


def answer(service: str, action: str, parameters: Mapping[str, Any]) -> Answer | None:
    """Return what botocore would make of moto's answer, or None for what moto is to answer itself."""
    if (service, action) != ("dynamodb", "GetItem") or not parameters.keys() <= _PLAIN:
        return None
    table = dynamodb_backends[ACCOUNT][REGION].tables.get(parameters["TableName"])
    key = parameters["Key"]
    if table is None or not all(each.get("S") for each in key.values()):
        return None
    found = table.get_item(DynamoType(key[table.hash_key_attr]), DynamoType(key[str(table.range_key_attr)]))
    item = {} if found is None else {"Item": found.to_json()["Attributes"]}
    metadata = {"ResponseMetadata": {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}}
    return SimpleNamespace(status_code=200, headers={}, content=b""), item | metadata
