"""Change an article."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.knowledge import grants, writing
from crm.knowledge.repository.segments import IndexFullError
from crm.knowledge.requests import EditArticle
from crm.knowledge.views import ArticleView
from crm.knowledge.visibility import PEOPLE, ArticleInUseError
from crm.knowledge.writing import WrongArticleStatusError


@endpoint(
    "PATCH /articles/{article_id}",
    access=PEOPLE,
    uses=[grants.WRITE],
    errors=[ArticleInUseError, WrongArticleStatusError, IndexFullError],
    versioned=True,
)
def handler(article_id: str, body: EditArticle, command: Command) -> ArticleView:
    """Change members of an article.

    A changed text is a draft again; the version published last stays in use until the next. Tags, category and the day
    of review hold at once. What is in use is changed by knowledge managers only.
    """
    return writing.edit(article_id, body, command)
