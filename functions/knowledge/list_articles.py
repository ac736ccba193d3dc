"""Search and list articles."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.i18n import Locale
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.knowledge import grants, reading
from crm.knowledge.reading import ArticleFiltersExclusiveError
from crm.knowledge.views import ArticlePage
from crm.knowledge.visibility import PEOPLE
from crm.knowledge.vocabulary import Status


@endpoint(
    "GET /articles",
    access=PEOPLE,
    uses=[*grants.LIST, grants.SUGGEST],
    errors=[ArticleFiltersExclusiveError],
)
def handler(
    command: Command,
    q: Annotated[str | None, Query(min_length=1, max_length=200, description="Words to find, in any order.")] = None,
    status: Status | None = None,
    language: Annotated[Locale | None, Query(description="Put articles in this language first.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> ArticlePage:
    """Search the articles in use by words, best first, with the places where the words stand.

    Without `q`, list the articles in a status, published unless another is named, the one changed last first.
    """
    return reading.listed(q, status, language, command, limit, cursor)
