"""Show what happened to an article."""

from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.knowledge import grants, reading
from crm.knowledge.desk import READERS
from crm.knowledge.views import ArticleHistory


@endpoint("GET /articles/{article_id}/history", access=READERS, uses=[grants.HISTORY])
def handler(article_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> ArticleHistory:
    """Show what happened to an article, newest first: who wrote, published, cited and judged it."""
    return reading.history(article_id, limit, cursor)
