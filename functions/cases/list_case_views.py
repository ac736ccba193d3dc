"""List saved views of cases."""

from crm.cases import grants, saved_views
from crm.cases.saved_views import SavedViewPage, Whose
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, Caller, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /case-views", access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR), uses=[grants.LIST_VIEWS])
def handler(
    caller: Caller,
    whose: Whose = "mine",
    counts: bool = False,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> SavedViewPage:
    """List your saved views, or those of your team, by name.

    With `counts` each says how many cases it shows you, up to a hundred. `GET /cases?saved_view=` opens one.
    """
    return saved_views.page_of(whose, counts, caller, limit, cursor)
