"""Show a conflict."""

from crm.conflicts import grants, reading
from crm.conflicts.views import ConflictView
from crm.conflicts.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("GET /conflicts/{conflict_id}", access=PEOPLE, uses=[grants.READ])
def handler(conflict_id: str, command: Command) -> ConflictView:
    """Show a conflict: who follows the customer, what is suggested, and what was decided."""
    return reading.conflict(conflict_id, command)
