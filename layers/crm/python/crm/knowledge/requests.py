"""What may be asked of knowledge."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from crm.core.payload import Payload
from crm.core.rules import broken, refuse_null
from crm.knowledge.article import FIRST, Content, Id, Paragraph, Word
from crm.knowledge.vocabulary import FeedbackKind

Category = Annotated[str, Field(pattern=r"^[a-z0-9_-]+(/[a-z0-9_-]+){0,2}$", max_length=130)]
Tags = Annotated[tuple[Word, ...], Field(max_length=20)]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class CreateArticle(Payload):
    """An article with all its parts, and what it is filed under."""

    content: Content
    category: Category
    tags: Tags
    sensitive: bool = False
    review_by: date | None = None

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        _require_distinct(self.content)
        return self


class EditArticle(Payload):
    """The draft, rewritten as a whole, or what the article is filed under; what is left out stays.

    What it is filed under holds at once. Of an article that is published only knowledge managers may change that.
    """

    content: Content | None = None
    category: Category | None = None
    tags: Tags | None = None
    sensitive: bool | None = None
    review_by: date | None = None

    @model_validator(mode="after")
    def _needed(self) -> Self:
        refuse_null(self, "content", "category", "tags", "sensitive", "review_by")
        if self.content is not None:
            _require_distinct(self.content)
        return self


def _require_distinct(content: Content) -> None:
    names = [each.name for each in content.external.worded()]
    if len(names) != len(set(names)):
        raise broken("knowledge", "wording_twice", first=FIRST)


class Explain(Payload):
    """Why."""

    reason: Reason


class GiveArticleFeedback(Payload):
    """How the article served you. To propose an improvement, say which."""

    feedback: FeedbackKind
    comment: Paragraph | None = None
    case_id: Id | None = None
    wording: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,20}$")] = FIRST

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.feedback == "improve" and self.comment is None:
            raise broken("knowledge", "improvement_missing")
        return self


class ImportArticles(Payload):
    """Rows as `POST /articles` takes them; each is judged by itself. A dry run changes nothing."""

    rows: Annotated[tuple[dict[str, object], ...], Field(min_length=1, max_length=20)]
    publish: bool = False
    dry_run: bool = True
