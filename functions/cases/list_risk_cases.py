"""List cases that may be malicious."""

from crm.cases import grants, risk
from crm.cases.risk import RiskPage
from crm.cases.vocabulary import RiskState
from crm.core.access import SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /risk/cases", access=staff(SUPERVISOR), uses=[grants.LIST_RISKS])
def handler(
    command: Command, state: RiskState = "suspected", limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> RiskPage:
    """List cases that may be malicious, newest first: which rule found them, from what, and what was decided."""
    return risk.list_cases(state, command, limit, cursor)
