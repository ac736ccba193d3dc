"""Show a customer the list of their cases."""

from crm.cases import lists
from crm.core.access import CUSTOMER, Caller
from crm.core.grants import index
from crm.core.page import page
from crm.core.sheet import Sheet

_ROWS = 20


@page("GET /p/cases", access=CUSTOMER, uses=[index("cases", "by_contact")])
def handler(caller: Caller, cursor: str | None = None) -> Sheet:
    """Show your cases, newest first, twenty on a page."""
    found = lists.list_of_contact(caller.id, _ROWS, cursor)
    return Sheet("cases.html", {"cases": found.items, "next_cursor": found.next_cursor})
