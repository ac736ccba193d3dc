"""Write to us about a case, on its page."""

from crm.cases import grants, talk
from crm.cases.portal_views import PortalCaseView
from crm.cases.requests import Reply
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.page import page
from crm.portal import cases


@page(
    "POST /p/cases/{case_id}/replies",
    access=CUSTOMER,
    uses=[grants.CHANGE, grants.COUNT, grants.HISTORY],
    acts="cases.reply_in_portal",
    then="/p/cases/{case_id}",
    again=cases.case_again,
)
def handler(case_id: str, body: Reply, command: Command) -> PortalCaseView:
    """Write to us: if we waited for you, work goes on at once."""
    return talk.hear(case_id, body, command)
