"""What happens to articles: their history and their audit trail."""

from datetime import date
from typing import ClassVar

from pydantic import JsonValue

from crm.core.events import Event
from crm.core.i18n import Locale


class ArticleCreated(Event):
    """Somebody began an article."""

    title: str
    language: Locale
    category: str
    tags: tuple[str, ...] = ()
    imported: bool = False


class ArticleEdited(Event):
    """Members of an article changed, each with what it was and what it is."""

    changes: dict[str, tuple[JsonValue, JsonValue]]


class ArticleSubmitted(Event):
    """The text is ready for a knowledge manager to look at."""


class ArticleReturned(Event):
    """A knowledge manager wants the text changed."""

    reason: str


class ArticlePublished(Event):
    """The text is in use from now on, as a version that never changes."""

    counted: ClassVar[bool] = True

    number: int
    title: str
    sensitive: bool
    review_on: date | None = None


class ArticleArchived(Event):
    """The article is in use no more."""

    reason: str
