"""PynamoDB, bent to the suite: one client for all tables, names from the environment, one request a call.

Only repositories and the kernel import this. What leaves them are pydantic models.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, ClassVar, Self, TypeVar

from botocore.session import Session
from pynamodb.attributes import DiscriminatorAttribute, UnicodeAttribute
from pynamodb.connection.base import Connection, MetaTable
from pynamodb.connection.table import TableConnection
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model

from crm.core import aws, environment

Key = Mapping[str, Any]
"""A raw DynamoDB key or item: attribute name → typed value."""

BATCH_LIMIT = 100


class _SharedSession(Connection):
    @property
    def session(self) -> Session:
        return aws.session()


class _Table(TableConnection):
    def __init__(self, table_name: str, connection: Connection) -> None:
        self.table_name = table_name
        self.connection = connection


@lru_cache(maxsize=1)
def connection() -> Connection:
    """Return the one connection: PynamoDB would otherwise make a client for each model class."""
    return _SharedSession(
        region=aws.session().get_config_variable("region"),
        connect_timeout_seconds=aws.CONNECT_SECONDS,
        read_timeout_seconds=aws.READ_SECONDS,
        max_retry_attempts=aws.ATTEMPTS - 1,
    )


def table_name(domain: str) -> str:
    """Return the physical name of a domain's table; raise `NotGrantedError` without a grant on it."""
    return environment.get(f"TABLE_{domain.upper()}")


class _Kind(DiscriminatorAttribute):
    """Tells a table's items apart by class."""

    def get_registered_subclasses(self, cls: type[Any]) -> list[type[Any]]:  # noqa: ARG002 - PynamoDB's signature
        """Return none: PynamoDB would give each table the indexes of all classes that share the attribute."""
        return []


class Item(Model):
    """The base of every item: its table's base class adds the index keys, the subclasses add the rest."""

    class Meta:
        """PynamoDB wants a name at class creation; the real one comes from the environment."""

        table_name = "set-by-the-environment"

    domain: ClassVar[str]

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = _Kind()

    @classmethod
    def _get_connection(cls) -> TableConnection:
        name = table_name(cls.domain)
        shared = connection()
        try:
            shared.get_meta_table(name)
        except Exception:  # noqa: BLE001 - PynamoDB's TableError says only «not initialised»
            schema = cls._get_schema()
            shared.add_meta_table(
                MetaTable(
                    {
                        "TableName": name,
                        "KeySchema": schema["key_schema"],
                        "AttributeDefinitions": schema["attribute_definitions"],
                        "GlobalSecondaryIndexes": [
                            {"IndexName": each["index_name"], "KeySchema": each["key_schema"]}
                            for each in schema["global_secondary_indexes"]
                        ],
                    }
                )
            )
        return _Table(name, shared)

    @classmethod
    def find(cls, pk: str, sk: str) -> Self | None:
        """Read one item, strongly consistent; None where there is none, or one of another kind. One request."""
        raw = cls._get_connection().get_item(pk, range_key=sk, consistent_read=True).get("Item")
        if not raw or not issubclass(cls._get_discriminator_class(raw) or cls, cls):
            return None
        return cls.from_raw_data(raw)


ItemT = TypeVar("ItemT", bound=Item)


def query_raw(
    kind: type[Item],
    hash_key: str,
    *,
    index: str | None = None,
    range_condition: Condition | None = None,
    filter_condition: Condition | None = None,
    limit: int | None = None,
    after: Key | None = None,
    forward: bool = True,
) -> tuple[list[dict[str, Any]], Key | None]:
    """Read one page: a single request, strongly consistent on the table, eventually on an index.

    `limit` counts the items read, not those that pass the filter. The second part of the answer is the key
    to go on after, or None at the end.
    """
    answer = kind._get_connection().query(  # noqa: SLF001 - PynamoDB's own paging loops without a bound
        hash_key,
        range_key_condition=range_condition,
        filter_condition=filter_condition,
        index_name=index,
        exclusive_start_key=after,
        consistent_read=index is None,
        scan_index_forward=forward,
        limit=limit,
    )
    return answer["Items"], answer.get("LastEvaluatedKey")


def query(kind: type[ItemT], hash_key: str, **options: Any) -> tuple[list[ItemT], Key | None]:
    """Read one page of items of a kind; the options are those of `query_raw`."""
    rows, after = query_raw(kind, hash_key, **options)
    return [kind.from_raw_data(row) for row in rows], after


def get_many(kind: type[ItemT], keys: Iterable[tuple[str, str]]) -> list[ItemT]:
    """Read up to 100 items by key, in no particular order; absent ones are left out. One request as a rule."""
    wanted: list[dict[str, Any]] = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys]
    if len(wanted) > BATCH_LIMIT:
        raise ValueError(f"{len(wanted)} keys asked for, {BATCH_LIMIT} allowed")
    name, found = table_name(kind.domain), []
    while wanted:
        answer = connection().dispatch("BatchGetItem", {"RequestItems": {name: {"Keys": wanted}}})
        found += [kind.from_raw_data(raw) for raw in answer["Responses"].get(name, [])]
        wanted = answer.get("UnprocessedKeys", {}).get(name, {}).get("Keys", [])
    return found


def add_up(domain: str, pk: str, sk: str, amount: int) -> int:
    """Add to a counter and return what it comes to. One request."""
    request = {
        "TableName": table_name(domain),
        "Key": {"pk": {"S": pk}, "sk": {"S": sk}},
        "UpdateExpression": "ADD amount :amount",
        "ExpressionAttributeValues": {":amount": {"N": str(amount)}},
        "ReturnValues": "UPDATED_NEW",
    }
    return int(connection().dispatch("UpdateItem", request)["Attributes"]["amount"]["N"])


def get_raw(domain: str, pk: str, sk: str) -> dict[str, Any] | None:
    """Read one item of the kernel's own, raw and strongly consistent."""
    request = {
        "TableName": table_name(domain),
        "Key": {"pk": {"S": pk}, "sk": {"S": sk}},
        "ConsistentRead": True,
    }
    item: dict[str, Any] | None = connection().dispatch("GetItem", request).get("Item")
    return item
