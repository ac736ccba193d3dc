"""Articles that may help, for whoever describes a problem: colleagues at a case, customers in the portal."""

from datetime import datetime
from typing import NamedTuple

from crm.knowledge import repository
from crm.knowledge.models import External, Published
from crm.knowledge.ranking.index import Found, Sought
from crm.knowledge.repository import segments


class Suggestion(NamedTuple):
    """An article a customer may read: nothing in it is of the internal text (R-200)."""

    article_id: str
    version: int
    title: str
    language: str
    external: External
    score: float


def recommended(sought: Sought, limit: int) -> list[Found]:
    """Return the articles in use that fit best, best first. One request where the index is not at hand."""
    return segments.current().search(sought, limit)


def suggest(text: str, category: str | None, language: str, limit: int, now: datetime) -> list[Suggestion]:
    """Return what a customer may read about their problem, best first: 100 at most.

    Articles that need approval before a customer sees them are left out (R-051). Two requests.
    """
    found = recommended(Sought(text, category=category, language=language, on=now.date()), 2 * limit)
    versions = repository.published_many({each.entry.article_id: each.entry.version for each in found[:100]})
    read = [(each, versions[each.entry.article_id]) for each in found if each.entry.article_id in versions]
    return [_suggestion(each, version) for each, version in read if not version.content.sensitive][:limit]


def _suggestion(found: Found, version: Published) -> Suggestion:
    content = version.content
    return Suggestion(
        found.entry.article_id, version.number, content.title, content.language, content.external, found.score
    )
