"""A command: one wish to change something. Whose it is, when it came, under which key."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crm.core.access import Caller
from crm.core.errors import StaleVersionError


@dataclass(frozen=True, slots=True)
class Command:
    """What every changing service function is handed beside its own arguments.

    `key` makes the command happen once: an API call's `Idempotency-Key`, or the id of the event that a
    reaction reacts to. `expected_version` is the client's `If-Match`. `now` is read once, so that everything
    one command writes carries the same instant.
    """

    caller: Caller
    now: datetime
    operation: str
    correlation_id: str
    key: str | None = None
    fingerprint: str = ""
    expected_version: int | None = None
    cause_id: str | None = None
    network: str | None = None
    """The network that a request came from, for whoever counts by it; it is never stored in clear."""

    @property
    def domain(self) -> str:
        """The domain whose function runs the command; its table keeps the idempotency record."""
        return self.operation.partition(".")[0]

    def unkeyed(self) -> "Command":
        """Return the command without its key: for a reaction whose effect shows in the state it changes."""
        return replace(self, key=None)

    def require_version(self, actual: int, current: dict[str, Any]) -> None:
        """Refuse with the current state where the caller edits another version than `actual`."""
        if self.expected_version is not None and self.expected_version != actual:
            raise StaleVersionError(expected=self.expected_version, actual=actual, current=current)
