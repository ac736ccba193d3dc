"""The tables: their keys and indexes, read from the item classes that the repositories use."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crm.core.dynamodb import Item
from infra import catalog

_PLACES = {"platform": "crm.core.settings_store"}
"""Where a table's base class is, unless in the domain's `repository`."""

_TABLELESS = frozenset({"portal"})
"""Domains that keep nothing of their own: what is done in the portal, it does to the domains below it."""

TTL_ATTRIBUTE = "expires_at"


@dataclass(frozen=True)
class TableIndex:
    """A global secondary index."""

    name: str
    hash_key: str
    range_key: str
    projection: str
    include: tuple[str, ...]


@dataclass(frozen=True)
class TableSpec:
    """A domain's table."""

    domain: str
    attribute_types: dict[str, str]
    indexes: tuple[TableIndex, ...]


def table_specs() -> dict[str, TableSpec]:
    """Return the table of every domain that has one."""
    found = {}
    for domain in sorted(set(catalog.domains()) - _TABLELESS):
        importlib.import_module(_PLACES.get(domain, f"crm.{domain}.repository"))
    for base in Item.__subclasses__():
        if getattr(base, "domain", None) in catalog.domains():
            found[base.domain] = _spec_of(base)
    return dict(sorted(found.items()))


def _spec_of(base: type[Item]) -> TableSpec:
    schema = base._get_schema()  # noqa: SLF001 - what PynamoDB itself creates tables from
    indexes = tuple(_index_of(each) for each in schema["global_secondary_indexes"])
    types = {each["AttributeName"]: each["AttributeType"] for each in schema["attribute_definitions"]}
    return TableSpec(base.domain, types, indexes)


def _index_of(schema: Mapping[str, Any]) -> TableIndex:
    keys = {each["KeyType"]: each["AttributeName"] for each in schema["key_schema"]}
    projection = schema["projection"]
    return TableIndex(
        name=schema["index_name"],
        hash_key=keys["HASH"],
        range_key=keys["RANGE"],
        projection=projection["ProjectionType"],
        include=tuple(projection.get("NonKeyAttributes", ())),
    )


def create_table_request(spec: TableSpec, name: str, *, stream: bool = True) -> dict[str, Any]:
    """Return the `CreateTable` request, for moto and DynamoDB Local."""

    def keys(hash_key: str, range_key: str) -> list[dict[str, str]]:
        return [
            {"AttributeName": hash_key, "KeyType": "HASH"},
            {"AttributeName": range_key, "KeyType": "RANGE"},
        ]

    request: dict[str, Any] = {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": keys("pk", "sk"),
        "AttributeDefinitions": [
            {"AttributeName": attribute, "AttributeType": kind}
            for attribute, kind in sorted(spec.attribute_types.items())
        ],
    }
    if stream:
        request["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    if spec.indexes:
        request["GlobalSecondaryIndexes"] = [
            {
                "IndexName": index.name,
                "KeySchema": keys(index.hash_key, index.range_key),
                "Projection": {"ProjectionType": index.projection}
                | ({"NonKeyAttributes": list(index.include)} if index.include else {}),
            }
            for index in spec.indexes
        ]
    return request
