"""Do one action with many cases."""

from crm.cases import bulk, grants
from crm.cases.bulk import BulkReport
from crm.cases.desk_requests import Bulk
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/bulk",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.MOVE_SLOT, grants.RETAG, grants.FILL_TEXTS],
    timeout_seconds=29,
)
def handler(body: Bulk, command: Command) -> BulkReport:
    """Do one action with up to 100 cases, each for itself, and tell for each what became of it.

    After twenty seconds the rest is `not_reached`: repeat the call with the same key until it is complete, and nothing
    is done twice. Larger sets take several calls.
    """
    return bulk.act(body, command)
