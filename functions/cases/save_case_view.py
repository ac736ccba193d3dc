"""Save a view of cases."""

from crm.cases import grants, saved_views
from crm.cases.desk_requests import SaveView
from crm.cases.lists import ViewParameterError
from crm.cases.saved_views import NotYoursToShareError, SavedViewView, TooManyViewsError
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import NotFoundError


@endpoint(
    "POST /case-views",
    status=201,
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.SAVE_VIEW],
    errors=[NotFoundError, NotYoursToShareError, TooManyViewsError, ViewParameterError],
)
def handler(body: SaveView, command: Command) -> SavedViewView:
    """Save a view of cases with its filters, for yourself or, as a supervisor, for your team."""
    return saved_views.save(body, command)
