"""What could not be handled: looking at it, and, once the cause is mended, handing it over again.

Every reaction may run twice, so a letter that is handed over twice does no harm; one is deleted only when it
has been handed over.
"""

import json
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from crm.core import aws, environment, log, metrics, streams
from crm.core.errors import InvalidError
from crm.core.letters import Letter, understand

_BATCH = 10
_HIDDEN_SECONDS = 60
"""How long a letter that is being handed over is nobody else's."""

_BUDGET_SECONDS = 12
"""How long one call goes on taking letters: with the last one under way it answers before the API gives up."""

MAX_LETTERS = 100


class UnknownDomainError(InvalidError):
    """There is no domain of that name."""

    code = "unknown_domain"


class ReplayDeadLetters(BaseModel):
    """Whose dead letters to hand over again, and how many at most."""

    model_config = ConfigDict(extra="forbid")

    domain: Annotated[str, Field(max_length=40)]
    limit: Annotated[int, Field(ge=1, le=MAX_LETTERS)] = MAX_LETTERS


class DeadLetterGroup(BaseModel):
    """Letters that are alike: which action failed, how, and from when to when they came."""

    operation: str | None
    error: str
    letters: int
    first_at: datetime
    last_at: datetime


class DeadLetterQueue(BaseModel):
    """A domain's queue: about how many letters it holds, and up to ten of them summarised."""

    domain: str
    letters: int
    sample: list[DeadLetterGroup]


class DeadLettersView(BaseModel):
    """What could not be handled, by domain."""

    queues: list[DeadLetterQueue]


class Replay(BaseModel):
    """What was done with a letter: handed over and deleted, or kept, and why."""

    letter_id: str
    operation: str | None
    outcome: Literal["handed_over", "kept"]
    error: str | None


class ReplayReport(BaseModel):
    """What was done, letter by letter, and about how many are left."""

    domain: str
    replays: list[Replay]
    left: int


def look() -> DeadLettersView:
    """Return what lies in the queues, without taking anything out."""
    queues = []
    for domain in _domains():
        url = _queue(domain)
        sample = _receive(url, hidden_seconds=0)
        queues.append(DeadLetterQueue(domain=domain, letters=_count(url), sample=_groups(sample)))
    return DeadLettersView(queues=queues)


def count() -> None:
    """Count the letters in all queues as the metric `DeadLetters`; none is counted too, so that an alarm ends."""
    metrics.count("DeadLetters", sum(_count(_queue(domain)) for domain in _domains()))


def replay(body: ReplayDeadLetters) -> ReplayReport:
    """Hand up to `limit` letters of a domain over again to those who failed on them."""
    if body.domain not in _domains():
        raise UnknownDomainError("domain", known=_domains())
    url, replays = _queue(body.domain), list[Replay]()
    until = time.monotonic() + _BUDGET_SECONDS
    while len(replays) < body.limit and time.monotonic() < until:
        letters = _receive(url, _HIDDEN_SECONDS, min(_BATCH, body.limit - len(replays)))
        if not letters:
            break
        replays += [_hand_over(url, letter) for letter in letters]
    return ReplayReport(domain=body.domain, replays=replays, left=_count(url))


def _hand_over(url: str, letter: Letter) -> Replay:
    operation = _operation(letter)
    try:
        _send(letter)
    except Exception as error:  # noqa: BLE001 - whatever it was, the letter is kept and the operator told
        log.logger.warning("letter kept", letter_id=letter.id, operation=operation, error=type(error).__name__)
        told = f"{type(error).__name__}: {error}"
        return Replay(letter_id=letter.id, operation=operation, outcome="kept", error=told)
    aws.client("sqs").delete_message(QueueUrl=url, ReceiptHandle=letter.receipt)
    log.logger.info("letter handed over", letter_id=letter.id, operation=operation)
    return Replay(letter_id=letter.id, operation=operation, outcome="handed_over", error=None)


class NotHandledError(RuntimeError):
    """A letter cannot be handed over, or its function failed on it again."""


def _send(letter: Letter) -> None:
    if letter.target is None:
        raise NotHandledError(letter.error)
    if letter.stretch is not None:
        _handle_records(letter.target, streams.read(letter.stretch))
        return
    payload = json.dumps(letter.payload, ensure_ascii=False)
    if ":states:" in letter.target:
        aws.client("stepfunctions").start_execution(stateMachineArn=letter.target, input=payload)
        return
    aws.client("lambda").invoke(FunctionName=letter.target, InvocationType="Event", Payload=payload.encode())


def _handle_records(function_arn: str, records: Sequence[Any]) -> None:
    """Wait for the function: what it could not handle it says in its answer, which nobody else would read."""
    answer = aws.client("lambda").invoke(FunctionName=function_arn, Payload=json.dumps({"Records": records}).encode())
    result = json.loads(answer["Payload"].read() or b"null")
    if answer.get("FunctionError"):
        raise NotHandledError(f"{result.get('errorType')}: {result.get('errorMessage')}")
    if result and result["batchItemFailures"]:
        raise NotHandledError(f"{len(result['batchItemFailures'])} of {len(records)} records failed again")


def _groups(letters: Iterable[Letter]) -> list[DeadLetterGroup]:
    alike: dict[tuple[str | None, str], list[datetime]] = {}
    for letter in letters:
        alike.setdefault((_operation(letter), letter.error), []).append(letter.sent_at)
    return [
        DeadLetterGroup(operation=operation, error=error, letters=len(times), first_at=min(times), last_at=max(times))
        for (operation, error), times in sorted(alike.items(), key=lambda each: -len(each[1]))
    ]


def _operation(letter: Letter) -> str | None:
    if letter.target is None:
        return None
    prefix = environment.get("DEAD_LETTERS").partition("{domain}")[0]
    name = letter.target.rpartition(":")[2].removeprefix(prefix)
    return name.replace("-", ".", 1) if ":function:" in letter.target else name


def _domains() -> list[str]:
    return environment.get("DOMAINS").split(",")


def _queue(domain: str) -> str:
    name = environment.get("DEAD_LETTERS").replace("{domain}", domain)
    url: str = aws.client("sqs").get_queue_url(QueueName=name)["QueueUrl"]
    return url


def _receive(url: str, hidden_seconds: int, most: int = _BATCH) -> list[Letter]:
    answer = aws.client("sqs").receive_message(
        QueueUrl=url,
        MaxNumberOfMessages=most,
        VisibilityTimeout=hidden_seconds,
        MessageSystemAttributeNames=["SentTimestamp"],
        MessageAttributeNames=["All"],
    )
    return [understand(message) for message in answer.get("Messages", [])]


def _count(url: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    attributes = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(attributes[name]) for name in names)
