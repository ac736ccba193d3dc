"""Send an article back to who wrote it."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.desk import MANAGERS
from crm.knowledge.requests import Explain
from crm.knowledge.transitions import ArticleWrongStatusError
from crm.knowledge.views import ArticleView


@endpoint("POST /articles/{article_id}/return", access=MANAGERS, uses=[grants.CHANGE], errors=[ArticleWrongStatusError])
def handler(article_id: str, body: Explain, command: Command) -> ArticleView:
    """Send the draft of an article back to who wrote it, and say why."""
    return writing.send_back(article_id, body.reason, command)
