"""List the caller's notifications."""

from crm.core.access import EVERYONE, Caller, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.messaging import grants, inbox
from crm.messaging.views.notifications import NotificationPage


@endpoint("GET /notifications", access=staff(*EVERYONE), uses=[grants.READ, grants.LIST_TOLD])
def handler(
    caller: Caller, unread: bool = False, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> NotificationPage:
    """List what you were told, newest first: all of it, or what you have not read.

    A page may hold fewer than `limit`, as not every message is told in the app; go on while there is a
    `next_cursor`.
    """
    return inbox.list_mine(unread, limit, cursor, caller.id)
