"""Writing articles, and their way from draft through review to publication and out of use."""

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from crm.core import ids, packing, settings
from crm.core.access import KNOWLEDGE_MANAGER
from crm.core.command import Command
from crm.core.errors import InvalidError, NotAllowedError
from crm.core.transaction import Transaction
from crm.knowledge import events as ev
from crm.knowledge import transitions
from crm.knowledge.article import Article, Content
from crm.knowledge.desk import Work, take_up
from crm.knowledge.evolution import created
from crm.knowledge.repository.items import PublishedItem
from crm.knowledge.requests import CreateArticle, EditArticle
from crm.knowledge.settings.policy import KnowledgePolicy
from crm.knowledge.views import ArticleView


class FilingNotYoursError(NotAllowedError):
    """Only knowledge managers file what is published differently."""

    code = "filing_not_yours"


class ReviewInThePastError(InvalidError):
    """The date by which to look an article through is over."""

    code = "review_in_the_past"


def create(body: CreateArticle, command: Command) -> ArticleView:
    """Begin an article as a draft."""
    return begun(ids.new_id("art"), body, command).commit()


def begun(article_id: str, body: CreateArticle, command: Command) -> Work:
    """Return the work that begins an article; raise `ReviewInThePastError`."""
    _require_ahead(body.review_by, command.now)
    event = ev.ArticleCreated(
        **body.model_dump(include={"category", "tags", "sensitive", "review_by"}),
        content=body.content,
        author_id=command.caller.id,
        score=settings.current(KnowledgePolicy).value.first_score,
    )
    return Work(None, created(article_id, event, command.now), command, event)


def edit(article_id: str, body: EditArticle, command: Command) -> ArticleView:
    """Rewrite the draft, or file the article differently; an edit that changes nothing writes nothing."""
    work = take_up(article_id, command)
    article = work.article
    if body.content is not None and body.content != article.draft:
        work.happened(ev.ArticleEdited(content=body.content))
    filed = body.model_dump(include={"category", "tags", "sensitive", "review_by"}, exclude_unset=True)
    if any(getattr(article, name) != value for name, value in filed.items()):
        if article.published is not None and not command.caller.has(KNOWLEDGE_MANAGER):
            raise FilingNotYoursError
        _file(work, filed)
    return work.commit()


def _file(work: Work, filed: dict[str, object]) -> None:
    article = work.article
    kept = {name: getattr(article, name) for name in ("category", "tags", "sensitive", "review_by", "remind_at")}
    changed = kept | filed
    review_by = changed["review_by"]
    if review_by != article.review_by and isinstance(review_by, date):
        _require_ahead(review_by, work.command.now)
        changed["remind_at"] = expires_at(review_by)
    work.happened(ev.ArticleFiled(**changed))


def submit(article_id: str, command: Command) -> ArticleView:
    """Put the draft before the reviewers."""
    work = take_up(article_id, command)
    work.happened(ev.ArticleSubmitted())
    return work.commit()


def send_back(article_id: str, reason: str, command: Command) -> ArticleView:
    """Send the draft back to who wrote it."""
    work = take_up(article_id, command)
    work.happened(ev.ArticleReturned(reason=reason))
    return work.commit()


def publish(article_id: str, command: Command) -> ArticleView:
    """Make a version of the draft that colleagues and customers read from now on, and that never changes (R-010)."""
    work = take_up(article_id, command)
    transitions.require("publish", work.article.status)
    put_out(work)
    return work.commit()


def put_out(work: Work) -> None:
    """Publish what the draft says; where the date to look it through is over, a new one is set by policy."""
    article, now = work.article, work.command.now
    policy = settings.current(KnowledgePolicy).value
    review_by = article.review_by
    if review_by is None or review_by <= now.date():
        review_by = now.date() + timedelta(days=policy.review_after_days)
        _file(work, {"review_by": review_by})
    version = article.published_version + 1
    work.happened(
        ev.ArticlePublished(
            published_version=version,
            content=article.draft,
            manager_id=work.command.caller.id,
            remind_at=expires_at(review_by),
            look_at=now + timedelta(days=policy.unpopular_after_days),
        )
    )
    work.also(partial(_keep, article, version, article.draft, now))


def _keep(article: Article, version: int, content: Content, at: datetime, transaction: Transaction) -> None:
    item = PublishedItem(pk=article.id, sk=f"PUBLISHED#{version:04d}", at=at.isoformat())
    item.content = packing.pack(json.dumps(content.model_dump(mode="json"), ensure_ascii=False))
    transaction.put(item, when=PublishedItem.pk.does_not_exist())


def archive(article_id: str, reason: str, command: Command) -> ArticleView:
    """Take an article out of use: it is found and cited no more (R-010)."""
    work = take_up(article_id, command)
    work.happened(ev.ArticleArchived(reason=reason))
    return work.commit()


def expires_at(review_by: date) -> datetime:
    """Return when the date by which to look an article through is over."""
    return datetime.combine(review_by + timedelta(days=1), time(), UTC)


def _require_ahead(review_by: date | None, now: datetime) -> None:
    if review_by is not None and review_by < now.date():
        raise ReviewInThePastError("review_by", today=now.date().isoformat())
