"""Say that a case is not solved."""

from crm.cases import closing, grants, promises
from crm.cases.closing import ReopenTooLateError
from crm.cases.portal_views import PortalCaseView
from crm.cases.requests import Reopen
from crm.cases.transitions import WrongStatusError
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /portal/cases/{case_id}/reopenings",
    access=CUSTOMER,
    uses=[grants.SETTLE],
    errors=[ReopenTooLateError, WrongStatusError],
)
def handler(case_id: str, body: Reopen, command: Command) -> PortalCaseView:
    """Say that your case is not solved after all: work on it goes on."""
    work = closing.reopen(case_id, body.reason, command)
    return work.commit_as(PortalCaseView.of(work.case, promises.calendar))
