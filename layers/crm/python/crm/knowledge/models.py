"""An article: the text at hand, and the versions of it that were published and never change."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from crm.core.i18n import Locale
from crm.core.repository import Aggregate
from crm.knowledge.vocabulary import Part, Status

Title = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=10_000)]
CaseNumber = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{2,64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Media(_Part):
    """A picture, a film or a document that shows it."""

    title: Title
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=1000)]


class External(_Part):
    """What a customer may read: the masked version (R-200)."""

    summary: Text
    steps: Text
    cautions: Annotated[str, Field(max_length=10_000)] = ""

    def part(self, name: Part) -> str:
        """Return what a reply cites."""
        return self.steps if name == "steps" else self.summary


class Content(_Part):
    """What an article says, to colleagues in full and to customers in `external`."""

    title: Title
    language: Locale
    problem: Text
    scope: Text
    cause: Text
    steps: Text
    media: Annotated[tuple[Media, ...], Field(max_length=20)]
    cautions: Text
    related_cases: Annotated[tuple[CaseNumber, ...], Field(max_length=50)]
    external: External
    sensitive: bool = False
    """Whether somebody approves before a customer is sent any of it (R-051)."""


class Published(_Part):
    """A version that was published."""

    number: int
    content: Content
    at: datetime
    by: str


class Article(Aggregate):
    """An article. Tags, category and the day of review are upkeep, and hold at once for what is in use."""

    content: Content
    category: str
    tags: tuple[str, ...] = ()
    review_on: date | None = None
    status: Status = "draft"
    author_id: str
    updated_at: datetime
    published_version: int = 0
    """The newest version that was published, 0 for none."""

    @property
    def in_use(self) -> bool:
        """Whether it is recommended, found and cited: once published, until archived."""
        return self.published_version > 0 and self.status != "archived"

    def stale_on(self, day: date) -> bool:
        """Say whether somebody should look whether it still holds (R-049)."""
        return self.status == "re_review" or (self.review_on is not None and self.review_on < day)
