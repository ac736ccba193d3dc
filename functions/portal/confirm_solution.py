"""Confirm on its page that a case is solved."""

from crm.cases import closing, grants, promises
from crm.cases.portal_views import PortalCaseView
from crm.cases.requests import Close
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.page import page
from crm.portal import cases


@page(
    "POST /p/cases/{case_id}/closure",
    access=CUSTOMER,
    uses=[grants.SETTLE, grants.HISTORY],
    acts="cases.confirm_in_portal",
    then="/p/cases/{case_id}",
    again=cases.case_again,
)
def handler(case_id: str, body: Close, command: Command) -> PortalCaseView:
    """Confirm that your case is solved, which closes it."""
    work = closing.close(case_id, body.reason, command)
    return work.commit_as(PortalCaseView.of(work.case, promises.calendar))
