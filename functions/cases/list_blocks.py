"""List who is blocked."""

from crm.cases import grants, risk
from crm.cases.risk import BlockPage
from crm.core.access import SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /risk/blocks", access=staff(SUPERVISOR), uses=[grants.LIST_BLOCKS])
def handler(command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> BlockPage:
    """List who is blocked, by whom, why and until when; what ends first comes first."""
    return risk.list_blocks(command, limit, cursor)
