"""How an article comes about and changes, as one fold over its events."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crm.core.events import Event
from crm.knowledge import events as ev
from crm.knowledge import transitions
from crm.knowledge.article import KEPT, Article, ScorePoint, Usage

Members = dict[str, Any]
"""The members of an article that an event changes, with their new values."""

HELPED_FROM = 4
"""A customer who answers so much, of five, was helped."""


def created(article_id: str, event: ev.ArticleCreated, at: datetime) -> Article:
    """Return the article that its first event makes."""
    given = {
        name: getattr(event, name) for name in ("category", "tags", "sensitive", "review_by", "author_id", "score")
    }
    content = event.content
    return Article(
        id=article_id,
        title=content.title,
        language=content.language,
        draft=content,
        created_at=at,
        updated_at=at,
        **given,
    )


def evolve(article: Article, event: Event, at: datetime) -> Article:
    """Return the article after `event`, which happened `at`."""
    change = CHANGES[type(event)](article, event, at)
    return article.model_copy(update={**change, "updated_at": max(at, article.updated_at)})


def _edited(article: Article, event: ev.ArticleEdited, _at: datetime) -> Members:
    transitions.require("edit", article.status)
    shown = {} if article.published is not None else {"title": event.content.title, "language": event.content.language}
    return {"draft": event.content, **shown}


def _filed(article: Article, event: ev.ArticleFiled, _at: datetime) -> Members:
    transitions.require("edit", article.status)
    return event.model_dump()


def _submitted(article: Article, _event: ev.ArticleSubmitted, _at: datetime) -> Members:
    transitions.require("submit", article.status)
    return {"status": "in_review" if article.published is None else "re_review"}


def _returned(article: Article, event: ev.ArticleReturned, _at: datetime) -> Members:
    transitions.require("return", article.status)
    return {"status": "draft" if article.published is None else "published", "reason": event.reason}


def _published(article: Article, event: ev.ArticlePublished, at: datetime) -> Members:
    transitions.require("publish", article.status)
    return {
        **event.model_dump(include={"published_version", "manager_id", "remind_at", "look_at"}),
        "status": "published",
        "published": event.content,
        "title": event.content.title,
        "language": event.content.language,
        "published_at": at,
        "uses_before": article.reuse_count,
        "work_due": (),
        "reason": None,
    }


def _archived(article: Article, event: ev.ArticleArchived, _at: datetime) -> Members:
    transitions.require("archive", article.status)
    return {"status": "archived", "reason": event.reason}


def _expired(_article: Article, _event: ev.ArticleExpired, _at: datetime) -> Members:
    return {"remind_at": None}


def _looked_at(_article: Article, _event: ev.ArticleLookedAt, _at: datetime) -> Members:
    return {"look_at": None}


def _used(article: Article, wording: str, **more: int) -> dict[str, Usage]:
    usage = article.wordings.get(wording, Usage())
    counted = {name: getattr(usage, name) + more[name] for name in more}
    return {**article.wordings, wording: usage.model_copy(update=counted)}


def _cited(article: Article, event: ev.ArticleCited, _at: datetime) -> Members:
    return {"reuse_count": article.reuse_count + 1, "wordings": _used(article, event.wording, cited=1)}


def _rated(article: Article, event: ev.ArticleRated, _at: datetime) -> Members:
    helped = int(event.rating >= HELPED_FROM)
    return {
        "ratings": article.ratings + 1,
        "ratings_sum": article.ratings_sum + event.rating,
        "wordings": _used(article, event.wording, rated=1, helped=helped),
    }


def _feedback(article: Article, event: ev.ArticleFeedbackGiven, _at: datetime) -> Members:
    given = {**article.feedback, event.feedback: article.feedback.get(event.feedback, 0) + 1}
    if event.feedback != "not_applicable":
        return {"feedback": given}
    return {"feedback": given, "wordings": _used(article, event.wording, not_applicable=1)}


def _read(article: Article, event: ev.ArticleReadInPortal, _at: datetime) -> Members:
    counted = {"solved": 1} if event.solved else {"asked": 1}
    return {"wordings": _used(article, event.wording, **counted)}


def _score(article: Article, event: ev.ArticleScoreChanged, at: datetime) -> Members:
    point = ScorePoint(at=at, before=event.before, after=event.after, cause=event.cause)
    return {"score": event.after, "history": (*article.history, point)[-KEPT:]}


def _marked(_article: Article, _event: ev.BestPracticeMarked, _at: datetime) -> Members:
    return {"best_practice": True}


def _unmarked(_article: Article, _event: ev.BestPracticeUnmarked, _at: datetime) -> Members:
    return {"best_practice": False}


def _needs_work(article: Article, event: ev.ArticleNeedsWork, _at: datetime) -> Members:
    return {"work_due": (*article.work_due, event.reason)}


CHANGES: dict[type[Event], Callable[[Article, Any, datetime], Members]] = {
    ev.ArticleEdited: _edited,
    ev.ArticleFiled: _filed,
    ev.ArticleSubmitted: _submitted,
    ev.ArticleReturned: _returned,
    ev.ArticlePublished: _published,
    ev.ArticleArchived: _archived,
    ev.ArticleExpired: _expired,
    ev.ArticleLookedAt: _looked_at,
    ev.ArticleCited: _cited,
    ev.ArticleRated: _rated,
    ev.ArticleFeedbackGiven: _feedback,
    ev.ArticleReadInPortal: _read,
    ev.ArticleScoreChanged: _score,
    ev.BestPracticeMarked: _marked,
    ev.BestPracticeUnmarked: _unmarked,
    ev.ArticleNeedsWork: _needs_work,
}
