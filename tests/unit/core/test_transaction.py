"""All or nothing: what a failed condition means, and what collisions do."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws
from pydantic import BaseModel
from pynamodb.attributes import NumberAttribute
from pynamodb.exceptions import CancellationReason, TransactWriteError, VerboseClientError

from crm.core import aws, dynamodb, idempotency, transaction
from crm.core.access import SYSTEM
from crm.core.command import Command
from crm.core.dynamodb import Item
from crm.core.errors import BusyError, ConflictError, IdempotencyKeyReusedError
from crm.core.idempotency import AlreadyDoneError
from crm.core.transaction import RaceLostError, Transaction
from tests.unit.core.conftest import START


class ThingsTable(Item):
    domain = "things"


class Thing(ThingsTable, discriminator="thing"):
    amount = NumberAttribute(null=True)


class View(BaseModel):
    name: str


class PutRefusedError(ConflictError): ...


class UpdateRefusedError(ConflictError): ...


class DeleteRefusedError(ConflictError): ...


class CheckRefusedError(ConflictError): ...


def command(key: str | None = None, fingerprint: str = "f") -> Command:
    return Command(SYSTEM, START, "things.change_thing", "run-1", key=key, fingerprint=fingerprint)


@pytest.fixture
def table(given: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    given({"TABLE_THINGS": "things"})
    with mock_aws():
        _forget()
        client = boto3.client("dynamodb")
        keys = [("pk", "HASH"), ("sk", "RANGE")]
        client.create_table(
            TableName="things",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in keys],
        )
        yield client
    _forget()


def _forget() -> None:
    aws.forget()
    dynamodb.connection.cache_clear()


def thing(name: str) -> Thing:
    return Thing(pk=name, sk="META")


def store(*names: str) -> None:
    for name in names:
        thing(name).save()


def stored(name: str) -> bool:
    return dynamodb.get_raw("things", name, "META") is not None


@pytest.mark.parametrize(
    ("missing", "refusal"),
    [
        ("put", PutRefusedError),
        ("update", UpdateRefusedError),
        ("delete", DeleteRefusedError),
        ("check", CheckRefusedError),
    ],
)
def test_each_write_is_refused_in_its_own_words(table: Any, missing: str, refusal: type[Exception]) -> None:
    """PynamoDB sends checks first, then deletes, puts and updates: the reasons must find their writes."""
    store(*({"update", "delete", "check"} - {missing}))
    if missing == "put":
        store("put")
    writes = Transaction(command())
    writes.update(thing("update"), [Thing.amount.set(2)], Thing.pk.exists(), otherwise=UpdateRefusedError())
    writes.put(thing("put"), Thing.pk.does_not_exist(), otherwise=PutRefusedError())
    writes.put_raw("things", {"pk": {"S": "raw"}, "sk": {"S": "META"}})
    writes.check(thing("check"), Thing.pk.exists(), otherwise=CheckRefusedError())
    writes.delete(thing("delete"), Thing.pk.exists(), otherwise=DeleteRefusedError())
    with pytest.raises(refusal):
        writes.commit()
    assert not stored("raw")


def test_without_words_of_its_own_a_failed_condition_is_a_lost_race(table: Any) -> None:
    writes = Transaction(command())
    writes.update(thing("absent"), [Thing.amount.set(2)], Thing.pk.exists())
    with pytest.raises(RaceLostError):
        writes.commit()


def test_everything_is_written(table: Any) -> None:
    store("delete", "check")
    writes = Transaction(command())
    writes.check(thing("check"), Thing.pk.exists(), otherwise=CheckRefusedError())
    writes.delete(thing("delete"))
    writes.put(thing("put"))
    writes.commit()
    assert stored("put")
    assert not stored("delete")


def test_a_key_is_claimed_with_the_answer(table: Any) -> None:
    def change(name: str, fingerprint: str = "f") -> None:
        writes = Transaction(command("key-0001", fingerprint))
        writes.put(thing(name))
        writes.commit(View(name=name))

    change("first")
    with pytest.raises(AlreadyDoneError) as done:
        change("second")
    assert done.value.body == b'{"name":"first"}'
    assert not stored("second")
    with pytest.raises(IdempotencyKeyReusedError):
        change("third", fingerprint="other")


def test_the_key_beats_every_other_condition(table: Any) -> None:
    """The first run made the second's condition fail: the caller gets the first answer, not the refusal."""

    def change() -> None:
        writes = Transaction(command("key-0002"))
        writes.put(thing("once"), Thing.pk.does_not_exist(), otherwise=PutRefusedError())
        writes.commit(View(name="once"))

    change()
    with pytest.raises(AlreadyDoneError) as done:
        change()
    assert done.value.body == b'{"name":"once"}'


def test_keys_of_different_callers_and_operations_do_not_meet(table: Any) -> None:
    first = command("key-0003")
    other = Command(SYSTEM, START, "things.other_thing", "run-1", key="key-0003", fingerprint="f")
    for each in (first, other):
        Transaction(each).commit(View(name=each.operation))
    idempotency.raise_if_done(Command(SYSTEM, START, "things.third_thing", "run-1", key="key-0003"))


class FakeConnection:
    def __init__(self, outcomes: list[Exception | None]) -> None:
        self.outcomes = outcomes
        self.sent = 0

    def transact_write_items(self, **_requests: Any) -> None:
        self.sent += 1
        outcome = self.outcomes.pop(0)
        if outcome is not None:
            raise outcome


def cancelled(*codes: str | None) -> TransactWriteError:
    reasons = [CancellationReason(code=code) if code else None for code in codes]
    response = {"Error": {"Code": "TransactionCanceledException", "Message": ""}}
    cause = VerboseClientError(response, "TransactWriteItems", {}, cancellation_reasons=reasons)
    return TransactWriteError("cancelled", cause)


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch, given: Callable[..., None]) -> Callable[..., FakeConnection]:
    given({"TABLE_THINGS": "things"})
    monkeypatch.setattr(transaction.time, "sleep", lambda _seconds: None)

    def with_outcomes(*outcomes: Exception | None) -> FakeConnection:
        connection = FakeConnection(list(outcomes))
        monkeypatch.setattr(dynamodb, "connection", lambda: connection)
        return connection

    return with_outcomes


def commit() -> None:
    writes = Transaction(command())
    writes.put_raw("things", {"pk": {"S": "a"}, "sk": {"S": "META"}})
    writes.put_raw("things", {"pk": {"S": "b"}, "sk": {"S": "META"}}, once=PutRefusedError())
    writes.commit()


def test_a_collision_is_tried_again(connect: Callable[..., FakeConnection]) -> None:
    connection = connect(cancelled("TransactionConflict", None), cancelled(None, "TransactionConflict"), None)
    commit()
    assert connection.sent == 3


def test_endless_collisions_end_as_busy(connect: Callable[..., FakeConnection]) -> None:
    connect(*[cancelled("TransactionConflict", None)] * 10)
    with pytest.raises(BusyError):
        commit()


def test_a_refusal_beside_a_collision_is_a_refusal(connect: Callable[..., FakeConnection]) -> None:
    connection = connect(cancelled("TransactionConflict", "ConditionalCheckFailed"))
    with pytest.raises(PutRefusedError):
        commit()
    assert connection.sent == 1


@pytest.mark.parametrize("code", ["ValidationError", "ItemCollectionSizeLimitExceeded"])
def test_what_no_retry_mends_is_raised(connect: Callable[..., FakeConnection], code: str) -> None:
    connection = connect(cancelled(code, None))
    with pytest.raises(TransactWriteError):
        commit()
    assert connection.sent == 1


@pytest.mark.parametrize("code", ["ThrottlingError", "ProvisionedThroughputExceeded"])
def test_throttling_is_tried_again(connect: Callable[..., FakeConnection], code: str) -> None:
    connection = connect(cancelled(None, code), None)
    commit()
    assert connection.sent == 2
