"""The one way through which every change of an article goes."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from crm.core import idempotency
from crm.core.access import AGENT, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.knowledge import notices, repository
from crm.knowledge.article import Article
from crm.knowledge.evolution import evolve
from crm.knowledge.views import ArticleView

READERS = staff(AGENT, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER)
MANAGERS = staff(KNOWLEDGE_MANAGER)

View = TypeVar("View", bound=BaseModel)


class Work:
    """A piece of work on one article: what happened is evolved at once and written by `commit`."""

    def __init__(self, before: Article | None, after: Article, command: Command, happened: Event | None = None) -> None:
        self.command = command
        self.before = before
        self.article = after
        self._events: list[Event] = []
        self._messages: list[MessageRequested] = []
        self._also: list[Callable[[Transaction], None]] = []
        if happened is not None:
            self._note(happened)

    def happened(self, event: Event) -> None:
        """Let something happen to the article; raise what the table of transitions refuses."""
        self.article = evolve(self.article, event, self.command.now)
        self._note(event)

    def also(self, write: Callable[[Transaction], None]) -> None:
        """Write something more in the same transaction."""
        self._also.append(write)

    def view(self) -> ArticleView:
        """Show the article as the transaction will leave it."""
        version = (0 if self.before is None else self.before.version) + (1 if self._events else 0)
        return ArticleView.of(self.article.model_copy(update={"version": version}), self.command.now)

    def commit(self) -> ArticleView:
        """Write what happened and return the article; nothing is written where nothing happened."""
        return self.commit_as(self.view())

    def commit_as(self, answer: View) -> View:
        """Write what happened and answer with `answer`, as a repeated call will."""
        if not self._events:
            # A repeated call finds nothing left to do where its first run did it.
            idempotency.raise_if_done(self.command)
            return answer
        transaction = Transaction(self.command)
        self.write(transaction)
        transaction.commit(answer)
        return answer

    def write(self, transaction: Transaction) -> None:
        """Add what happened to a transaction."""
        repository.articles.save(transaction, self.command, self.before, self.article, self._events, self._messages)
        for write in self._also:
            write(transaction)

    def _note(self, event: Event) -> None:
        self._events.append(event)
        self._messages += notices.notices(event, self.article)


def take_up(article_id: str, command: Command) -> Work:
    """Begin a piece of work; raise `NotFoundError`, or `StaleVersionError` where the caller edits another version."""
    article = repository.articles.get(article_id)
    command.require_version(article.version, ArticleView.of(article, command.now).model_dump(mode="json"))
    return begin(article, command)


def begin(article: Article, command: Command) -> Work:
    """Begin a piece of work on an article that is at hand."""
    return Work(article, article, replace(command, now=max(command.now, article.updated_at)))
