"""Edit an article."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.knowledge import grants, writing
from crm.knowledge.desk import READERS
from crm.knowledge.requests import EditArticle
from crm.knowledge.transitions import ArticleWrongStatusError
from crm.knowledge.views import ArticleView
from crm.knowledge.writing import FilingNotYoursError, ReviewInThePastError


@endpoint(
    "PATCH /articles/{article_id}",
    access=READERS,
    uses=[grants.CHANGE, grants.FREE_TITLE],
    versioned=True,
    errors=[AlreadyExistsError, ArticleWrongStatusError, FilingNotYoursError, ReviewInThePastError],
)
def handler(article_id: str, body: EditArticle, command: Command) -> ArticleView:
    """Rewrite the draft of an article, or file it differently.

    What is published stays as it is until the draft is. Tags, category, sensitivity and the date by which to look it
    through hold at once and change what is recommended.
    """
    return writing.edit(article_id, body, command)
