"""How knowledge is shown. Views have no defaults: every member is always there."""

from datetime import date, datetime

from pydantic import BaseModel, JsonValue

from crm.core.events import Actor
from crm.core.paging import Page
from crm.knowledge.article import Article, Content, External, ScorePoint, Usage
from crm.knowledge.repository.items import ArticleItem
from crm.knowledge.vocabulary import Status, WorkReason


class ArticleView(BaseModel):
    """An article, whole: for colleagues only."""

    article_id: str
    version: int
    title: str
    status: Status
    language: str
    category: str
    tags: tuple[str, ...]
    sensitive: bool
    review_by: date | None
    stale: bool
    author_id: str
    manager_id: str | None
    published_version: int
    published_at: datetime | None
    published: Content | None
    draft: Content
    reason: str | None
    score: float
    reuse_count: int
    best_practice: bool
    work_due: tuple[WorkReason, ...]
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, article: Article, now: datetime) -> "ArticleView":
        """Show an article as of `now`."""
        shown = {name: getattr(article, name) for name in cls.model_fields if name in Article.model_fields}
        return cls(**shown, article_id=article.id, stale=article.stale(now.date()))


class Mark(BaseModel):
    """A place in an excerpt where a sought word stands, in characters from its beginning."""

    start: int
    end: int


class ArticleHit(BaseModel):
    """An article in a list; with a search, why it was found and where."""

    article_id: str
    title: str
    status: Status
    language: str
    category: str
    tags: tuple[str, ...]
    review_by: date | None
    stale: bool
    score: float | None
    excerpt: str | None
    marks: list[Mark]

    @classmethod
    def of_item(cls, item: ArticleItem, now: datetime) -> "ArticleHit":
        """Show a row of a list."""
        review_by = None if item.review_by is None else date.fromisoformat(item.review_by)
        shown = {name: getattr(item, name) for name in ("title", "status", "language", "category")}
        return cls(
            **shown,
            article_id=item.pk,
            tags=tuple(item.tags or ()),
            review_by=review_by,
            stale=review_by is not None and review_by < now.date(),
            score=None,
            excerpt=None,
            marks=[],
        )


class ArticlePage(Page[ArticleHit]):
    """Articles."""


class HistoryEntry(BaseModel):
    """What happened to an article."""

    type: str
    actor: Actor
    at: datetime
    data: dict[str, JsonValue]


class ArticleHistory(Page[HistoryEntry]):
    """What happened to an article, newest first."""


class ArticleStats(BaseModel):
    """How an article has proven: citations, what customers of citing cases said, and how its score went."""

    article_id: str
    reuse_count: int
    ratings: int
    satisfaction: float | None
    score: float
    best_practice: bool
    feedback: dict[str, int]
    score_history: tuple[ScorePoint, ...]

    @classmethod
    def of(cls, article: Article) -> "ArticleStats":
        """Show how an article has proven."""
        shown = {name: getattr(article, name) for name in cls.model_fields if name in Article.model_fields}
        return cls(**shown, article_id=article.id, satisfaction=article.satisfaction, score_history=article.history)


class WordingView(BaseModel):
    """How one wording does, as shares from 0 to 1; null where nobody was there to count."""

    wording: str
    cited: int
    hit_rate: float | None
    """Of the colleagues who judged it for a case, those who cited it."""
    help_rate: float | None
    """Of the customers who answered after it was cited, those who gave four or five."""
    deflection_rate: float | None
    """Of the customers who read it in the portal, those who needed no case."""

    @classmethod
    def of(cls, wording: str, usage: Usage) -> "WordingView":
        """Show a wording."""
        return cls(
            wording=wording,
            cited=usage.cited,
            hit_rate=_share(usage.cited, usage.not_applicable),
            help_rate=_share(usage.helped, usage.rated - usage.helped),
            deflection_rate=_share(usage.solved, usage.asked),
        )


def _share(yes: int, no: int) -> float | None:
    return round(yes / (yes + no), 4) if yes + no else None


class WordingList(BaseModel):
    """The wordings of an article side by side."""

    article_id: str
    items: list[WordingView]


class PublicArticle(BaseModel):
    """What a customer may read of an article; nothing else is in here (R-200)."""

    article_id: str
    wording: str
    title: str
    language: str
    summary: str
    steps: tuple[str, ...]

    @classmethod
    def of(cls, article_id: str, language: str, external: External, wording: str) -> "PublicArticle":
        """Show the external version in one of its wordings, the first where there is none of that name."""
        worded = external.worded()
        chosen = next((each for each in worded if each.name == wording), worded[0])
        return cls(
            article_id=article_id,
            wording=chosen.name,
            title=external.title,
            language=language,
            summary=chosen.summary,
            steps=chosen.steps,
        )


class ImportRow(BaseModel):
    """What becomes of a row, or would in earnest."""

    row: int
    verdict: str
    """`new`, `invalid`, or `duplicate` of a row before it or of an article of the same title and language."""
    article_id: str | None
    errors: list[str]


class ImportResult(BaseModel):
    """What becomes of each row."""

    dry_run: bool
    rows: list[ImportRow]
