"""Say how an article served you."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, judging
from crm.knowledge.desk import READERS
from crm.knowledge.requests import GiveArticleFeedback
from crm.knowledge.views import ArticleStats


@endpoint("POST /articles/{article_id}/feedback", status=201, access=READERS, uses=[grants.JUDGE])
def handler(article_id: str, body: GiveArticleFeedback, command: Command) -> ArticleStats:
    """Say how an article served you: it changes how high the article is ranked, and who looks after it is told."""
    return judging.give_feedback(article_id, body, command)
