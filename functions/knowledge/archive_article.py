"""Archive an article."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.requests import WithReason
from crm.knowledge.views import ArticleView
from crm.knowledge.visibility import MANAGERS
from crm.knowledge.writing import WrongArticleStatusError


@endpoint("POST /articles/{article_id}/archive", access=MANAGERS, uses=[grants.WRITE], errors=[WrongArticleStatusError])
def handler(article_id: str, body: WithReason, command: Command) -> ArticleView:
    """Archive an article: it is found, recommended and cited no more. Cases that cite it keep what it said."""
    return writing.archive(article_id, body, command)
