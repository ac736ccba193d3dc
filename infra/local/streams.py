"""The tables' streams, as the twin's pump reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crm.core import streams
from crm.core.spec import OnStream
from infra import catalog
from infra.local.resources import client


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one shard, as one delivery."""

    stream_arn: str
    shard_id: str
    records: list[dict[str, Any]]


class Stream:
    """A reader of a table's stream that remembers where it is."""

    def __init__(self, table: str) -> None:
        self._client = client("dynamodbstreams")
        self._arn = client("dynamodb").describe_table(TableName=table)["Table"]["LatestStreamArn"]
        self._iterators: dict[str, str] = {}

    def read(self) -> Iterator[Batch]:
        """Yield what has come since the last time, shard by shard."""
        shards = self._client.describe_stream(StreamArn=self._arn)["StreamDescription"]["Shards"]
        for shard in shards:
            shard_id = shard["ShardId"]
            if shard_id not in self._iterators:
                start = {"StreamArn": self._arn, "ShardId": shard_id, "ShardIteratorType": "TRIM_HORIZON"}
                self._iterators[shard_id] = self._client.get_shard_iterator(**start)["ShardIterator"]
            if not self._iterators[shard_id]:
                continue
            answer = self._client.get_records(ShardIterator=self._iterators[shard_id])
            self._iterators[shard_id] = answer.get("NextShardIterator", "")
            records = [streams.as_lambda_sees(record, self._arn) for record in answer["Records"]]
            if records:
                yield Batch(self._arn, shard_id, records)


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
