"""Change a saved view of cases."""

from crm.cases import grants, saved_views
from crm.cases.desk_requests import SaveView
from crm.cases.lists import ViewParameterError
from crm.cases.saved_views import NotYoursToShareError, SavedViewView
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "PUT /case-views/{view_id}",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.CHANGE_VIEW],
    errors=[NotYoursToShareError, ViewParameterError],
    versioned=True,
)
def handler(view_id: str, body: SaveView, command: Command) -> SavedViewView:
    """Change a saved view of yours or, as a supervisor, of your team. Whose it is stays."""
    return saved_views.change(view_id, body, command)
