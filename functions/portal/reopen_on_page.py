"""Say on its page that a case is not solved."""

from crm.cases import closing, grants, promises
from crm.cases.portal_views import PortalCaseView
from crm.cases.requests import Reopen
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.page import page
from crm.portal import cases


@page(
    "POST /p/cases/{case_id}/reopenings",
    access=CUSTOMER,
    uses=[grants.SETTLE, grants.HISTORY],
    acts="cases.reopen_in_portal",
    then="/p/cases/{case_id}",
    again=cases.case_again,
)
def handler(case_id: str, body: Reopen, command: Command) -> PortalCaseView:
    """Say why your case is not solved after all: work on it goes on."""
    work = closing.reopen(case_id, body.reason, command)
    return work.commit_as(PortalCaseView.of(work.case, promises.calendar))
