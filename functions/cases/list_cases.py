"""List cases."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.cases import grants
from crm.cases import saved_views as saved
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

    Open cases come nearest due first, others newest first. Go on while there is a `next_cursor`.
    """
    return saved.list_cases(saved.Asked(view, filters, queue_id, account_id, saved_view), caller, limit, cursor)
