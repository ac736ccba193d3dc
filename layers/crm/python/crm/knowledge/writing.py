"""Writing articles, and their way from draft to archive."""

from collections.abc import Sequence
from typing import Any

from crm.core import idempotency, ids
from crm.core.command import Command
from crm.core.edits import changes, given
from crm.core.errors import ConflictError
from crm.core.events import Event
from crm.core.transaction import Transaction
from crm.knowledge import repository
from crm.knowledge.events import (
    ArticleArchived,
    ArticleCreated,
    ArticleEdited,
    ArticlePublished,
    ArticleReturned,
    ArticleSubmitted,
)
from crm.knowledge.indexing import entry_of
from crm.knowledge.models import Article, Content, Published
from crm.knowledge.repository import segments
from crm.knowledge.requests import CreateArticle, EditArticle, WithReason
from crm.knowledge.views import ArticleView
from crm.knowledge.visibility import require_writer
from crm.knowledge.vocabulary import Status

_UPKEEP = {"category", "tags", "review_on"}
"""What holds at once, as customers do not read it."""
_NOT_OVER: tuple[Status, ...] = ("draft", "in_review", "published", "re_review")


class WrongArticleStatusError(ConflictError):
    """An article that stands like this cannot do that; `allowed` says how it would have to stand."""

    code = "wrong_article_status"


def create(body: CreateArticle, command: Command) -> ArticleView:
    """Begin an article; all its parts are there (R-198)."""
    article = Article(
        id=ids.new_id("article"),
        content=Content(**body.model_dump(exclude=_UPKEEP)),
        category=body.category,
        tags=body.tags,
        review_on=body.review_on,
        author_id=command.caller.id,
        updated_at=command.now,
    )
    event = ArticleCreated(title=body.title, language=body.language, category=article.category, tags=article.tags)
    return _save(command, None, article, [event])


def edit(article_id: str, body: EditArticle, command: Command) -> ArticleView:
    """Change members of an article; what changes nothing writes nothing.

    A changed text is a draft until it is published, and what was published stays in use meanwhile. Tags, category and
    the day of review hold at once (R-166).
    """
    before = _take_up(article_id, command)
    require_writer(command.caller, in_use=before.in_use)
    _require(command, before, *_NOT_OVER)
    wanted = given(body)
    upkeep = {name: value for name, value in wanted.items() if name in _UPKEEP}
    text = {name: value for name, value in wanted.items() if name not in _UPKEEP}
    content = before.content.model_copy(update=text)
    after = before.model_copy(update={**upkeep, "content": content})
    changed = _changed(before, after)
    if not changed:
        idempotency.raise_if_done(command)
        return ArticleView.of(before, command.now)
    if content != before.content:
        after = after.model_copy(update={"status": "draft"})
    return _save(command, before, after, [ArticleEdited(changes=changed)])


def submit(article_id: str, command: Command) -> ArticleView:
    """Put the text before a knowledge manager."""
    before = _take_up(article_id, command)
    _require(command, before, "draft", "re_review")
    return _move(command, before, "in_review", ArticleSubmitted())


def give_back(article_id: str, body: WithReason, command: Command) -> ArticleView:
    """Return the text to who writes it."""
    before = _take_up(article_id, command)
    _require(command, before, "in_review")
    return _move(command, before, "draft", ArticleReturned(reason=body.reason))


def publish(article_id: str, command: Command) -> ArticleView:
    """Put the text into use, as a version that never changes (R-010)."""
    before = _take_up(article_id, command)
    _require(command, before, "in_review")
    published = Published(
        number=before.published_version + 1, content=before.content, at=command.now, by=command.caller.id
    )
    event = ArticlePublished(
        number=published.number,
        title=before.content.title,
        sensitive=before.content.sensitive,
        review_on=before.review_on,
    )
    return _move(command, before, "published", event, published=published)


def archive(article_id: str, body: WithReason, command: Command) -> ArticleView:
    """Take an article out of use for good; its versions stay, for the cases that cite them (R-010)."""
    before = _take_up(article_id, command)
    _require(command, before, *_NOT_OVER)
    return _move(command, before, "archived", ArticleArchived(reason=body.reason))


def _take_up(article_id: str, command: Command) -> Article:
    before = repository.articles.get(article_id)
    command.require_version(before.version, ArticleView.of(before, command.now).model_dump(mode="json"))
    return before


def _require(command: Command, article: Article, *allowed: Status) -> None:
    if article.status not in allowed:
        # A repeated call finds the article where its first run brought it.
        idempotency.raise_if_done(command)
        raise WrongArticleStatusError(status=article.status, allowed=list(allowed))


def _move(
    command: Command, before: Article, status: Status, event: Event, published: Published | None = None
) -> ArticleView:
    update: dict[str, Any] = {"status": status}
    if published is not None:
        update["published_version"] = published.number
    return _save(command, before, before.model_copy(update=update), [event], published)


def _save(
    command: Command,
    before: Article | None,
    after: Article,
    events: Sequence[Event],
    published: Published | None = None,
) -> ArticleView:
    """Write an article, with its version where one is published, and how it is found from now on."""
    transaction = Transaction(command)
    after = after.model_copy(update={"updated_at": command.now})
    saved = repository.articles.save(transaction, command, before, after, events)
    if published is not None:
        repository.put_published(transaction, saved.id, published)
    _index(transaction, before, saved, published)
    answer = ArticleView.of(saved, command.now)
    transaction.commit(answer)
    return answer


def _index(transaction: Transaction, before: Article | None, after: Article, published: Published | None) -> None:
    if after.in_use:
        version = published or repository.published(after.id, after.published_version)
        segments.put(transaction, entry_of(after, version.content))
    elif before is not None and before.in_use:
        segments.remove(transaction, after.id)


def _changed(before: Article, after: Article) -> dict[str, Any]:
    changed = changes(before, after)
    return {
        **{name: each for name, each in changed.items() if name != "content"},
        **changes(before.content, after.content),
    }
