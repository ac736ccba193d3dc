"""Once means once: the record of a command's key, written in the command's own transaction.

The record holds the answer, so that a repeated call gets the same one. Nothing is looked up on the happy path:
the second write of a key fails, and only then (or when the command is refused, because its first run already
changed the state) the record is read.
"""

import hashlib
from datetime import timedelta
from typing import Any

from crm.core import dynamodb, packing
from crm.core.command import Command
from crm.core.errors import IdempotencyKeyReusedError

KEPT_FOR = timedelta(days=7)
RECORD_SK = "IDEMPOTENCY"


class AlreadyDoneError(Exception):
    """The command was carried out before; `body` is the answer it got, as JSON."""

    def __init__(self, body: bytes) -> None:
        super().__init__("this command was carried out before")
        self.body = body


def _record_pk(command: Command) -> str:
    scope = f"{command.operation}|{command.caller.kind}:{command.caller.id}|{command.key}"
    return "ONCE#" + hashlib.sha256(scope.encode()).hexdigest()[:32]


def record(command: Command, answer: bytes) -> dict[str, Any]:
    """Return the raw item that claims the command's key, for `Transaction` to put."""
    return {
        "pk": {"S": _record_pk(command)},
        "sk": {"S": RECORD_SK},
        "kind": {"S": "once"},
        "fingerprint": {"S": command.fingerprint},
        "answer": {"B": packing.pack(answer)},
        "expires_at": {"N": str(int((command.now + KEPT_FOR).timestamp()))},
    }


def raise_if_done(command: Command) -> None:
    """Raise `AlreadyDoneError` with the first answer where the command's key was used before.

    Raises `IdempotencyKeyReusedError` where it was used for another payload.
    """
    if command.key is None:
        return
    item = dynamodb.get_raw(command.domain, _record_pk(command), RECORD_SK)
    if item is None:
        return
    if item["fingerprint"]["S"] != command.fingerprint:
        raise IdempotencyKeyReusedError
    raise AlreadyDoneError(packing.inflate(item["answer"]["B"]))
