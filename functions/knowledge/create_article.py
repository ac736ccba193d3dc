"""Write an article."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.knowledge import grants, writing
from crm.knowledge.desk import READERS
from crm.knowledge.requests import CreateArticle
from crm.knowledge.views import ArticleView
from crm.knowledge.writing import ReviewInThePastError


@endpoint(
    "POST /articles",
    status=201,
    access=READERS,
    uses=[grants.CREATE],
    errors=[AlreadyExistsError, ReviewInThePastError],
)
def handler(body: CreateArticle, command: Command) -> ArticleView:
    """Write an article: problem, scope, cause, steps, media, cautions, related cases, and what customers may read.

    It begins as a draft, which nobody is recommended.
    """
    return writing.create(body, command)
