"""Write a new article."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.requests import CreateArticle
from crm.knowledge.views import ArticleView
from crm.knowledge.visibility import PEOPLE


@endpoint("POST /articles", status=201, access=PEOPLE, uses=[grants.CREATE])
def handler(body: CreateArticle, command: Command) -> ArticleView:
    """Write a new article: problem, scope, cause, steps, media, cautions, related cases, and what customers may read.

    It is a draft, which nobody finds, until a knowledge manager publishes it.
    """
    return writing.create(body, command)
