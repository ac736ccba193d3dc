"""List the open tasks on a customer."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.tasks import grants, reading
from crm.tasks.views import TaskPage
from crm.tasks.visibility import PEOPLE


@endpoint("GET /accounts/{account_id}/tasks", access=PEOPLE, uses=[grants.OF_ACCOUNT])
def handler(account_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> TaskPage:
    """List the open tasks of all teams on a customer: who has what until when.

    What a task is about is masked where it is not for you; that somebody has it is not.
    """
    return reading.of_account(account_id, command, limit, cursor)
