"""The desk: the one way through which every change of a card goes.

It loads the card, checks that the caller may see it and edits the version they think, evolves it by what happens,
collects the messages, and commits all of it at once.
"""

from dataclasses import replace

from crm.cards import notices, repository, visibility
from crm.cards.card import Card
from crm.cards.evolution import evolve
from crm.cards.views import CardView
from crm.core import idempotency
from crm.core.command import Command
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction


class Work:
    """A piece of work on one card: what happened is evolved at once and written by `commit`."""

    def __init__(self, before: Card | None, after: Card, command: Command, happened: Event | None = None) -> None:
        self.command = command
        self.before = before
        self.card = after
        self._events: list[Event] = []
        self._messages: list[MessageRequested] = []
        if happened is not None:
            self._note(happened, before)

    def happened(self, event: Event) -> None:
        """Let something happen to the card; raise what the table of transitions refuses."""
        was = self.card
        self.card = evolve(was, event, self.command.now)
        self._note(event, was)

    def view(self) -> CardView:
        """Show the card as the transaction will leave it."""
        version = (0 if self.before is None else self.before.version) + (1 if self._events else 0)
        return CardView.of(self.card.model_copy(update={"version": version}), self.command.now)

    def commit(self) -> CardView:
        """Write what happened and return the card; nothing is written where nothing happened."""
        answer = self.view()
        if not self._events:
            # A repeated call finds nothing left to do where its first run did it.
            idempotency.raise_if_done(self.command)
            return answer
        transaction = Transaction(self.command)
        repository.cards.save(transaction, self.command, self.before, self.card, self._events, self._messages)
        transaction.commit(answer)
        return answer

    def _note(self, event: Event, before: Card | None) -> None:
        self._events.append(event)
        caller = self.command.caller
        actor_id = caller.id if caller.kind == "staff" else None
        self._messages += notices.notices(event, before, self.card, actor_id)


def take_up(card_id: str, command: Command) -> Work:
    """Begin a piece of work on the card with an id.

    Raises `NotFoundError` where it does not exist or the caller may not see it, and `StaleVersionError` where they
    edit another version.
    """
    card = repository.cards.get(card_id)
    visibility.require_visible(card, command.caller)
    command.require_version(card.version, CardView.of(card, command.now).model_dump(mode="json"))
    return begin(card, command)


def begin(card: Card, command: Command) -> Work:
    """Begin a piece of work on a card that is at hand."""
    # Containers' clocks differ a little: what happens to a card never happens before what has happened to it.
    return Work(card, card, replace(command, now=max(command.now, card.updated_at)))
