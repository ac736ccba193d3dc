"""Show an article."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, reading
from crm.knowledge.desk import READERS
from crm.knowledge.views import ArticleView


@endpoint("GET /articles/{article_id}", access=READERS, uses=[grants.FIND])
def handler(article_id: str, command: Command) -> ArticleView:
    """Show an article, whole: its draft, what is published of it, and how it has proven."""
    return reading.show(article_id, command)
