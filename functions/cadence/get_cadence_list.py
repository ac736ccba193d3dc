"""Show a weekly list."""

from crm.cadence import grants, reading
from crm.cadence.views import CadenceListView
from crm.cadence.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("GET /cadence-lists/{list_id}", access=PEOPLE, uses=[grants.SHOW])
def handler(list_id: str, command: Command) -> CadenceListView:
    """Show a weekly list: each account with its scores and why it is there, what is suggested, and what came of it."""
    return reading.show(list_id, command)
