"""Articles as callers see them."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from crm.core.paging import Page
from crm.knowledge.models import Article, Content
from crm.knowledge.ranking.highlights import Excerpt
from crm.knowledge.vocabulary import Status


class ArticleView(BaseModel):
    """An article: the text at hand and its upkeep."""

    article_id: str
    version: int
    status: Status
    category: str
    tags: tuple[str, ...]
    review_on: date | None
    stale: bool = Field(description="Whether somebody should look whether it still holds.")
    in_use: bool = Field(description="Whether it is recommended, found and cited.")
    published_version: int = Field(description="The newest published version; 0 for none.")
    author_id: str
    updated_at: datetime
    content: Content

    @classmethod
    def of(cls, article: Article, now: datetime) -> "ArticleView":
        """Show an article."""
        return cls(
            article_id=article.id,
            version=article.version,
            status=article.status,
            category=article.category,
            tags=article.tags,
            review_on=article.review_on,
            stale=article.stale_on(now.date()),
            in_use=article.in_use,
            published_version=article.published_version,
            author_id=article.author_id,
            updated_at=article.updated_at,
            content=article.content,
        )


class Highlight(BaseModel):
    """Where in a part of an article the words stand that were sought."""

    part: str
    text: str
    marks: list[tuple[int, int]] = Field(description="Start and end of each match, in characters of `text`.")

    @classmethod
    def of(cls, part: str, found: Excerpt) -> "Highlight":
        """Show a stretch of a part."""
        return cls(part=part, text=found.text, marks=list(found.marks))


class ArticleRow(BaseModel):
    """An article in a list; with what was sought, how well it fits and where."""

    article_id: str
    title: str
    status: Status
    category: str
    tags: tuple[str, ...]
    language: str
    stale: bool
    in_use: bool
    published_version: int
    summary: str
    score: float | None
    highlights: list[Highlight]


class ArticlePage(Page[ArticleRow]):
    """A page of articles."""
