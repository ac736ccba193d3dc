"""What a customer is shown before they ask: external versions, and nothing else of an article (R-200)."""

from crm.core import clock
from crm.knowledge.citing import worded_for
from crm.knowledge.finding import ranked
from crm.knowledge.terms import Sought
from crm.knowledge.views import PublicArticle


def suggest(
    text: str, category: str | None, language: str, limit: int, subject_id: str = "", tags: tuple[str, ...] = ()
) -> list[PublicArticle]:
    """Return the articles that may answer a customer's question, best first, as customers may read them.

    `subject_id` is who asks: of an article that is tried in several wordings, the same customer always gets the same.
    Sensitive articles are never suggested: nobody would approve them. The function that calls this declares
    `knowledge.grants.SEEK`. Two requests, at times three.
    """
    found = ranked(Sought(text=text, tags=tags, category=category, language=language, on=clock.now().date()))
    shown = []
    for article in (each.article for each in found if not each.article.sensitive):
        if article.published is not None:
            wording = worded_for(article, subject_id).name
            external = article.published.external
            shown.append(PublicArticle.of(article.id, article.language, external, wording))
    return shown[:limit]
