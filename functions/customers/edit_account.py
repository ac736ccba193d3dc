"""Change an account."""

from crm.core.access import ADMIN, INTEGRATION, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.customers import grants, service
from crm.customers.requests.accounts import EditAccount
from crm.customers.service import HierarchyLoopError, HierarchyTooDeepError, UnknownAccountError, UnknownOwnerError
from crm.customers.views import AccountView


@endpoint(
    "PATCH /accounts/{account_id}",
    access=staff(SUPERVISOR, ADMIN, INTEGRATION),
    uses=[grants.CHANGE, grants.REINDEX, grants.HOLD_PARENTS, grants.FIND_OWNER],
    errors=[AlreadyExistsError, UnknownAccountError, UnknownOwnerError, HierarchyLoopError, HierarchyTooDeepError],
    versioned=True,
)
def handler(account_id: str, body: EditAccount, command: Command) -> AccountView:
    """Change members of an account.

    A new `level` holds for the cases opened from now on; those under way keep what they were promised.
    """
    return service.edit_account(account_id, body, command)
