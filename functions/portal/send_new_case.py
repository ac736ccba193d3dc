"""Submit a case on the page."""

from crm.cases import grants, intake
from crm.cases.portal_views import PortalCaseView
from crm.cases.requests import SubmitCase
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.page import page
from crm.portal import cases


@page(
    "POST /p/cases",
    access=CUSTOMER,
    uses=[grants.TAKE_IN, grants.SEND],
    acts="cases.submit_case",
    then="/p/cases/{case_id}",
    again=cases.new_case_again,
)
def handler(body: SubmitCase, command: Command) -> PortalCaseView:
    """Submit a case, and see it at once with what was promised for it."""
    return intake.submit_case(body, command)
