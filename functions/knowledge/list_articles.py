"""List and search articles."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.knowledge import finding, grants
from crm.knowledge.desk import READERS
from crm.knowledge.views import ArticlePage
from crm.knowledge.vocabulary import Status


@endpoint("GET /articles", access=READERS, uses=[grants.LIST, grants.SEEK])
def handler(
    command: Command,
    q: Annotated[str, Query(max_length=500, description="Words to find, in any order.")] = "",
    status: Status = "published",
    language: Annotated[str | None, Query(max_length=20, description="Put articles in this language first.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> ArticlePage:
    """Search what is published with `q`, best first, or list the articles of a status, those changed last first.

    A hit says where the words stand: `marks` are places in `excerpt`. A search goes to the sixty best.
    """
    if q.strip():
        return finding.search(q, language, command, limit, cursor)
    return finding.listed(status, command.now, limit, cursor)
