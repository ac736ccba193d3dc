"""Delete a saved view of cases."""

from crm.cases import grants, saved_views
from crm.cases.saved_views import NotYoursToShareError
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "DELETE /case-views/{view_id}",
    status=204,
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.DELETE_VIEW],
    errors=[NotYoursToShareError],
)
def handler(view_id: str, command: Command) -> None:
    """Delete a saved view of yours or, as a supervisor, of your team."""
    saved_views.delete(view_id, command)
