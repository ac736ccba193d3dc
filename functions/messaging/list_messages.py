"""List messages."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.access import ADMIN, AGENT, SUPERVISOR, Caller, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.messaging import grants, ledger
from crm.messaging.ledger import Attention, OneFilterError
from crm.messaging.views.messages import MessagePage


@endpoint(
    "GET /messages",
    access=staff(AGENT, SUPERVISOR, ADMIN),
    uses=[grants.LIST_MESSAGES],
    errors=[OneFilterError],
)
def handler(
    caller: Caller,
    subject_id: Annotated[str | None, Query(min_length=1, max_length=120)] = None,
    to: Annotated[str | None, Query(min_length=1, max_length=120)] = None,
    state: Attention | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> MessagePage:
    """List the messages about something, to somebody, or in a state that needs looking at, newest first.

    Give exactly one of the three. What was meant for others than you, and what is uncertain, failed or put off,
    is for supervisors and administrators.
    """
    return ledger.list_messages(subject_id, to, state, limit, cursor, caller)
