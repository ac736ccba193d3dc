"""Publish an article."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.repository.segments import IndexFullError
from crm.knowledge.views import ArticleView
from crm.knowledge.visibility import MANAGERS
from crm.knowledge.writing import WrongArticleStatusError


@endpoint(
    "POST /articles/{article_id}/publish",
    access=MANAGERS,
    uses=[grants.WRITE],
    errors=[WrongArticleStatusError, IndexFullError],
)
def handler(article_id: str, command: Command) -> ArticleView:
    """Publish an article that waits for review.

    What it says now becomes a version that never changes. It is found, recommended and cited within a minute.
    """
    return writing.publish(article_id, command)
