"""List what waits for your approval."""

from crm.cards import approvals, grants
from crm.cards.views import ApprovalPage
from crm.cards.visibility import PEOPLE
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint("GET /approvals", access=PEOPLE, uses=[grants.APPROVALS])
def handler(command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> ApprovalPage:
    """List the cards about sensitive accounts that wait for your decision, or that of anybody with a role of yours."""
    return approvals.waiting(command, limit, cursor)
