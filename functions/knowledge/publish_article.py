"""Publish an article."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.desk import MANAGERS
from crm.knowledge.transitions import ArticleWrongStatusError
from crm.knowledge.views import ArticleView


@endpoint(
    "POST /articles/{article_id}/publish",
    access=MANAGERS,
    uses=[grants.JUDGE, grants.FREE_TITLE],
    errors=[ArticleWrongStatusError],
)
def handler(article_id: str, command: Command) -> ArticleView:
    """Publish the draft of an article as a version that never changes; it is recommended and cited from now on."""
    return writing.publish(article_id, command)
