"""The tables' streams, as the twin's pump reads them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from moto.dynamodb.models import dynamodb_backends

from crm.core import streams
from crm.core.spec import OnStream
from infra import catalog
from infra.local.resources import ACCOUNT, REGION, client


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one shard, as one delivery."""

    stream_arn: str
    shard_id: str
    records: list[dict[str, Any]]


class Stream(Protocol):
    """A reader of a table's stream that remembers where it is; it begins with what comes from now on."""

    def read(self) -> Iterable[Batch]:
        """Return what has come since the last time, shard by shard."""


def stream_of(table: str) -> Stream:
    """Return a reader of a table's stream: moto's own list where moto keeps the table, else through the API."""
    return MotoStream(table) if table in dynamodb_backends[ACCOUNT][REGION].tables else ApiStream(table)


class MotoStream:
    """The stream of a table in this process: reading it costs nothing, and the pump looks very often."""

    def __init__(self, table: str) -> None:
        kept: Any = dynamodb_backends[ACCOUNT][REGION].tables[table]
        self._arn = f"{kept.table_arn}/stream/{kept.latest_stream_label}"
        self._shard = kept.stream_shard
        self._read: int = len(self._shard.items)

    def read(self) -> Iterator[Batch]:
        """Yield what has come since the last time."""
        new = self._shard.items[self._read :]
        self._read += len(new)
        if new:
            yield Batch(self._arn, self._shard.id, [streams.as_lambda_sees(each.to_json(), self._arn) for each in new])


class ApiStream:
    """The stream of a table in DynamoDB Local.

    An iterator does not last: it runs out after 15 minutes, and DynamoDB Local numbers the records of all tables in
    one row, so that one taken while a shard was empty points before the shard's first record and is refused as
    trimmed. So the last record read is remembered, and reading goes on after it, in another process if need be.
    """

    def __init__(self, table: str) -> None:
        self._client = client("dynamodbstreams")
        self._arn = client("dynamodb").describe_table(TableName=table)["Table"]["LatestStreamArn"]
        self._iterators = {shard_id: self._iterator(shard_id, "LATEST") for shard_id in self._shards()}
        self.last_read: dict[str, str] = {}

    def read_on(self, last_read: Mapping[str, str]) -> None:
        """Go on after the records, shard by shard, that an earlier process read last."""
        self.last_read = dict(last_read)
        self._iterators.clear()

    def read(self) -> Iterator[Batch]:
        """Yield what has come since the last time, shard by shard."""
        for shard_id in self._shards():
            at_its_end = self._iterators.get(shard_id) == ""
            records = [] if at_its_end else self._records(shard_id)
            if records:
                self.last_read[shard_id] = records[-1]["dynamodb"]["SequenceNumber"]
                yield Batch(self._arn, shard_id, [streams.as_lambda_sees(record, self._arn) for record in records])

    def _records(self, shard_id: str) -> list[dict[str, Any]]:
        """Return what comes next: where the iterator is, else after what was read last, else all there is."""
        gone = (self._client.exceptions.ExpiredIteratorException, self._client.exceptions.TrimmedDataAccessException)
        with suppress(*gone):
            if shard_id in self._iterators:
                return self._records_at(shard_id, self._iterators[shard_id])
        with suppress(*gone):
            if shard_id in self.last_read:
                after = self._iterator(shard_id, "AFTER_SEQUENCE_NUMBER", self.last_read[shard_id])
                return self._records_at(shard_id, after)
        return self._records_at(shard_id, self._iterator(shard_id, "TRIM_HORIZON"))

    def _records_at(self, shard_id: str, iterator: str) -> list[dict[str, Any]]:
        answer = self._client.get_records(ShardIterator=iterator)
        self._iterators[shard_id] = answer.get("NextShardIterator", "")
        found: list[dict[str, Any]] = answer["Records"]
        return found

    def _shards(self) -> list[str]:
        shards = self._client.describe_stream(StreamArn=self._arn)["StreamDescription"]["Shards"]
        return [shard["ShardId"] for shard in shards]

    def _iterator(self, shard_id: str, kind: str, after: str | None = None) -> str:
        start = {"StreamArn": self._arn, "ShardId": shard_id, "ShardIteratorType": kind}
        if after is not None:
            start["SequenceNumber"] = after
        return str(self._client.get_shard_iterator(**start)["ShardIterator"])


def streamed_domains() -> list[str]:
    """Return the domains whose tables' changes somebody reads."""
    return sorted({spec.trigger.domain for spec in catalog.specs().values() if isinstance(spec.trigger, OnStream)})


def stream_functions(domain: str) -> dict[str, OnStream]:
    """Return the functions that read the changes of a domain's table."""
    return {
        operation: spec.trigger
        for operation, spec in catalog.specs().items()
        if isinstance(spec.trigger, OnStream) and spec.trigger.domain == domain
    }
