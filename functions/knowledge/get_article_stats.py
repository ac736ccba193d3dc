"""Show how an article has proven."""

from crm.core.endpoint import endpoint
from crm.knowledge import grants, reading
from crm.knowledge.desk import READERS
from crm.knowledge.views import ArticleStats


@endpoint("GET /articles/{article_id}/stats", access=READERS, uses=[grants.FIND])
def handler(article_id: str) -> ArticleStats:
    """Show how an article has proven: citations, what customers of citing cases said, and how its score went."""
    return reading.stats(article_id)
