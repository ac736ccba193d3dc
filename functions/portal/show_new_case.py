"""Show the form for a new case."""

from crm.core.access import CUSTOMER, Caller
from crm.core.grants import READ_SETTINGS
from crm.core.page import page
from crm.core.sheet import Sheet
from crm.portal import cases


@page("GET /p/cases/new", access=CUSTOMER, uses=[READ_SETTINGS])
def handler(caller: Caller, category: str | None = None) -> Sheet:
    """Show the form for a new case: the category first, then what that category calls for."""
    return cases.new_case(caller, category)
