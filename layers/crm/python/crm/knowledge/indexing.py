"""How an article is found: its entry of the index, from what its version in use says."""

from crm.knowledge.models import Article, Content
from crm.knowledge.ranking.entries import NEUTRAL, Entry, counted


def entry_of(article: Article, content: Content, quality: float = NEUTRAL) -> Entry:
    """Return the entry of an article whose version in use says `content`."""
    length, terms = counted(content.model_dump(include={"title", "problem", "scope", "cause", "steps"}))
    return Entry(
        article_id=article.id,
        version=article.published_version,
        title=content.title,
        language=content.language,
        category=article.category,
        tags=article.tags,
        review_on=None if article.review_on is None else article.review_on.isoformat(),
        in_review=article.status == "re_review",
        quality=quality,
        length=length,
        terms=terms,
    )
