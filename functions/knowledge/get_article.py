"""Show an article."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, reading
from crm.knowledge.views import ArticleView
from crm.knowledge.visibility import PEOPLE


@endpoint("GET /articles/{article_id}", access=PEOPLE, uses=[grants.READ])
def handler(article_id: str, command: Command) -> ArticleView:
    """Show an article with the text at hand, which may be newer than the version in use."""
    return reading.show(article_id, command)
