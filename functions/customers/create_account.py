"""Add an account."""

from crm.core.access import ADMIN, INTEGRATION, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.customers import grants, service
from crm.customers.requests.accounts import CreateAccount
from crm.customers.service import HierarchyLoopError, HierarchyTooDeepError, UnknownAccountError, UnknownOwnerError
from crm.customers.views import AccountView


@endpoint(
    "POST /accounts",
    status=201,
    access=staff(SUPERVISOR, ADMIN, INTEGRATION),
    uses=[grants.CHANGE, grants.HOLD_PARENTS, grants.FIND_OWNER],
    errors=[AlreadyExistsError, UnknownAccountError, UnknownOwnerError, HierarchyLoopError, HierarchyTooDeepError],
)
def handler(body: CreateAccount, command: Command) -> AccountView:
    """Add an account, with its service level and its place below another account.

    An `external_ref` belongs to one account only, so that no customer is taken on twice.
    """
    return service.create_account(body, command)
