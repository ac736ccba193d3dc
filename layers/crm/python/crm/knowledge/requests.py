"""What may be asked of articles."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from crm.core.i18n import Locale
from crm.core.payload import Payload
from crm.core.rules import refuse_null
from crm.knowledge.models import CaseNumber, External, Media, Text, Title

Tag = Annotated[str, Field(min_length=1, max_length=80)]
Tags = Annotated[tuple[Tag, ...], Field(max_length=20), AfterValidator(lambda tags: tuple(dict.fromkeys(tags)))]
CategoryPath = Annotated[str, Field(pattern=r"^[a-z0-9_-]+(/[a-z0-9_-]+){0,2}$", max_length=130)]
"""A category as cases have it, up to three levels."""


class CreateArticle(Payload):
    """An article with all its parts; `media` and `related_cases` may be empty, but not left out (R-198)."""

    title: Title
    language: Locale
    category: CategoryPath
    tags: Tags
    problem: Text
    scope: Text
    cause: Text
    steps: Text
    media: Annotated[tuple[Media, ...], Field(max_length=20)]
    cautions: Text
    related_cases: Annotated[tuple[CaseNumber, ...], Field(max_length=50)]
    external: External = Field(description="What customers may read. Nothing else of the article leaves the house.")
    sensitive: bool = False
    review_on: date | None = Field(default=None, description="After this day somebody looks whether it still holds.")


class EditArticle(Payload):
    """Members of an article to change; those left out stay."""

    title: Title | None = None
    category: CategoryPath | None = None
    tags: Tags | None = None
    problem: Text | None = None
    scope: Text | None = None
    cause: Text | None = None
    steps: Text | None = None
    media: Annotated[tuple[Media, ...], Field(max_length=20)] | None = None
    cautions: Text | None = None
    related_cases: Annotated[tuple[CaseNumber, ...], Field(max_length=50)] | None = None
    external: External | None = None
    sensitive: bool | None = None
    review_on: date | None = None

    @model_validator(mode="after")
    def _nothing_required_is_emptied(self) -> Self:
        refuse_null(self, *(name for name in type(self).model_fields if name != "review_on"))
        return self


class WithReason(Payload):
    """Why."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]
