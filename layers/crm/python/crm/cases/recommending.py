"""Recommending articles for a case, by its tags, its category and what the customer wrote."""

from pydantic import BaseModel

from crm.cases.case import Case
from crm.cases.reading import find
from crm.cases.repository import cases
from crm.core.command import Command
from crm.knowledge import finding
from crm.knowledge.citing import worded_for
from crm.knowledge.terms import Sought
from crm.knowledge.weighing import Fit


class Why(BaseModel):
    """Why an article is recommended."""

    tags: tuple[str, ...]
    category: str | None
    words: tuple[str, ...]


class Recommendation(BaseModel):
    """An article that fits a case."""

    article_id: str
    title: str
    language: str
    category: str
    tags: tuple[str, ...]
    score: float
    """How well it fits: to be compared within this list only."""
    reason: Why
    quality: float
    """How it has served, from 0 to 100."""
    reuse_count: int
    best_practice: bool
    stale: bool
    sensitive: bool
    published_version: int
    wording: str
    summary: str
    steps: tuple[str, ...]

    @classmethod
    def of(cls, fit: Fit, case: Case) -> "Recommendation":
        """Show an article that fits a case."""
        article = fit.article
        wording = worded_for(article, case.id)
        named = ("title", "language", "category", "tags", "reuse_count", "best_practice", "sensitive")
        return cls(
            **{name: getattr(article, name) for name in named},
            article_id=article.id,
            score=fit.score,
            reason=Why(**fit.reason._asdict()),
            quality=article.score,
            stale=fit.stale,
            published_version=article.published_version,
            wording=wording.name,
            summary=wording.summary,
            steps=wording.steps,
        )


class Recommendations(BaseModel):
    """The articles that fit a case, best first."""

    items: list[Recommendation]


def recommend(reference: str, command: Command, limit: int) -> Recommendations:
    """Return the articles that fit a case best (R-042, R-129). Four requests, however many articles there are."""
    case = find(reference, command)
    sought = Sought(
        text=f"{case.title}\n{_description(case)}",
        tags=case.tags,
        category=case.category,
        language=case.language,
        on=command.now.date(),
    )
    fits = finding.ranked(sought)[:limit]
    return Recommendations(items=[Recommendation.of(each, case) for each in fits])


def _description(case: Case) -> str:
    """Return what the customer wrote first: it stands in the case's first record alone."""
    records, _ = cases.records(case.id, limit=1)
    return str(records[0].events[0][2].get("description", ""))
