"""Return an article to who writes it."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.requests import WithReason
from crm.knowledge.views import ArticleView
from crm.knowledge.visibility import MANAGERS
from crm.knowledge.writing import WrongArticleStatusError


@endpoint("POST /articles/{article_id}/return", access=MANAGERS, uses=[grants.WRITE], errors=[WrongArticleStatusError])
def handler(article_id: str, body: WithReason, command: Command) -> ArticleView:
    """Return an article that waits for review to who writes it, and say what is to change."""
    return writing.give_back(article_id, body, command)
