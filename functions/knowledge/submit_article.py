"""Submit an article for review."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.views import ArticleView
from crm.knowledge.visibility import PEOPLE
from crm.knowledge.writing import WrongArticleStatusError


@endpoint("POST /articles/{article_id}/submit", access=PEOPLE, uses=[grants.WRITE], errors=[WrongArticleStatusError])
def handler(article_id: str, command: Command) -> ArticleView:
    """Submit an article for review: a knowledge manager publishes or returns it."""
    return writing.submit(article_id, command)
