"""A message in a dead-letter queue, understood: whose it is, what failed, and what to hand over again.

Four senders write there, each in its own form: Lambda for asynchronous calls, Lambda for streams, EventBridge for
events it could not deliver to a target, and the scheduler for timers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crm.core.streams import Stretch

_ERROR_LENGTH = 300
_FUNCTION_ARN_PARTS = 7


@dataclass(frozen=True, slots=True)
class Letter:
    """One failed delivery.

    `target` is the ARN of the function or workflow that did not get, or did not handle, the `payload`; for a
    stream, `stretch` says where the records are. Without target nothing can be done but to look.
    """

    id: str
    receipt: str
    sent_at: datetime
    error: str
    target: str | None = None
    payload: Any = None
    stretch: Stretch | None = None


def understand(message: Mapping[str, Any]) -> Letter:
    """Read a message as `ReceiveMessage` returns it, with all its attributes."""
    known = {
        "id": message["MessageId"],
        "receipt": message["ReceiptHandle"],
        "sent_at": datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC),
    }
    attributes = {name: each.get("StringValue", "") for name, each in message.get("MessageAttributes", {}).items()}
    body = _json(message["Body"])
    if isinstance(body, dict) and "functionArn" in (body.get("requestContext") or {}):
        return _of_lambda(known, body)
    if "TARGET_ARN" in attributes:
        return _of_target(known, body, attributes)
    return Letter(**known, error="not a form that any sender writes")


def _of_lambda(known: Mapping[str, Any], body: Mapping[str, Any]) -> Letter:
    context, answer = body["requestContext"], body.get("responsePayload") or {}
    told = [answer[name] for name in ("errorType", "errorMessage") if answer.get(name)]
    error = ": ".join(told) or str(context.get("condition", ""))
    target = ":".join(context["functionArn"].split(":")[:_FUNCTION_ARN_PARTS])
    batch = body.get("DDBStreamBatchInfo")
    if batch is None:
        return Letter(**known, error=_short(error), target=target, payload=body.get("requestPayload"))
    first, last = int(batch["startSequenceNumber"]), int(batch["endSequenceNumber"])
    return Letter(
        **known, error=_short(error), target=target, stretch=Stretch(batch["streamArn"], batch["shardId"], first, last)
    )


def _of_target(known: Mapping[str, Any], body: Any, attributes: Mapping[str, str]) -> Letter:
    error = ": ".join(attributes[name] for name in ("ERROR_CODE", "ERROR_MESSAGE") if attributes.get(name))
    if attributes.get("IS_PAYLOAD_TRUNCATED") == "true":
        return Letter(**known, error=_short(f"truncated by the scheduler; {error}"))
    return Letter(**known, error=_short(error), target=attributes["TARGET_ARN"], payload=body)


def _short(error: str) -> str:
    return error[:_ERROR_LENGTH]


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
