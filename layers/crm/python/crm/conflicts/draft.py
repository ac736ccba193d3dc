"""An aggregate while it is being changed: what it was, what it is, what happened to it, and who is to be told."""

from collections.abc import Iterable
from typing import Any, Generic

from crm.core.command import Command
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.repository import AggregateT, Repository
from crm.core.transaction import Transaction


class Draft(Generic[AggregateT]):
    """A change of one aggregate. `state` has the version that it will be stored under."""

    def __init__(self, repository: Repository[AggregateT], before: AggregateT | None, state: AggregateT) -> None:
        self._repository = repository
        self._before = before
        self._events: list[Event] = []
        self._messages: list[MessageRequested] = []
        self.state = state

    @property
    def changed(self) -> bool:
        """Whether anything happened."""
        return bool(self._events)

    def happened(self, event: Event, **members: Any) -> None:
        """Let something happen that changes members of the state."""
        version = 1 if self._before is None else self._before.version + 1
        self.state = self.state.model_copy(update={**members, "version": version})
        self._events.append(event)

    def tell(self, messages: Iterable[MessageRequested]) -> None:
        """Ask for messages to be sent with the change."""
        self._messages += messages

    def write(self, transaction: Transaction, command: Command) -> None:
        """Add the change to a transaction, if there is one."""
        if self.changed:
            self._repository.save(transaction, command, self._before, self.state, self._events, self._messages)
