"""List cases."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.cases import grants, saved_views
from crm.cases.filters import Filters, Word
from crm.cases.lists import ViewParameterError
from crm.cases.views import CasePage
from crm.cases.vocabulary import ViewName
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, Caller, staff
from crm.core.endpoint import endpoint
from crm.core.errors import NotFoundError
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint(
    "GET /cases",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.LIST, grants.FIND],
    errors=[ViewParameterError, NotFoundError],
)
def handler(
    caller: Caller,
    filters: Annotated[Filters, Query()],
    view: ViewName = "mine",
    queue_id: Annotated[Word | None, Query()] = None,
    account_id: Annotated[Word | None, Query()] = None,
    saved_view: Annotated[Word | None, Query()] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CasePage:
    """List cases: mine, those to accept in my queues, a queue's, an account's, those I follow, or those with a tag.

    `saved_view` opens a saved view. Open cases come nearest due first, an account's and a tag's newest first; a short
    page is not the last while there is a `next_cursor`.
    """
    asked = saved_views.Asked(view, filters, queue_id, account_id, saved_view)
    return saved_views.list_cases(asked, caller, limit, cursor)
