"""Show a customer one of their cases."""

from crm.cases import attachments, grants
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.grants import Grant
from crm.core.page import page
from crm.core.sheet import Sheet
from crm.portal import cases


@page(
    "GET /p/cases/{case_id}",
    access=CUSTOMER,
    uses=[grants.SHOW, grants.HISTORY, Grant("bucket:attachments", ("read",))],
)
def handler(case_id: str, command: Command) -> Sheet:
    """Show your case: where it stands now, what happened to it, and what you can do."""
    return cases.case(case_id, command, attachments.list_of(case_id, command).items)
