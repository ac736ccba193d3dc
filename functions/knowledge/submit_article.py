"""Put an article before the reviewers."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.desk import READERS
from crm.knowledge.transitions import ArticleWrongStatusError
from crm.knowledge.views import ArticleView


@endpoint("POST /articles/{article_id}/submit", access=READERS, uses=[grants.CHANGE], errors=[ArticleWrongStatusError])
def handler(article_id: str, command: Command) -> ArticleView:
    """Put the draft of an article before the reviewers; what is published stays in use meanwhile."""
    return writing.submit(article_id, command)
