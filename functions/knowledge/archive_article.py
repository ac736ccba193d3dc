"""Take an article out of use."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.desk import MANAGERS
from crm.knowledge.requests import Explain
from crm.knowledge.transitions import ArticleWrongStatusError
from crm.knowledge.views import ArticleView


@endpoint(
    "POST /articles/{article_id}/archive", access=MANAGERS, uses=[grants.ARCHIVE], errors=[ArticleWrongStatusError]
)
def handler(article_id: str, body: Explain, command: Command) -> ArticleView:
    """Take an article out of use: it is found, recommended and cited no more."""
    return writing.archive(article_id, body.reason, command)
