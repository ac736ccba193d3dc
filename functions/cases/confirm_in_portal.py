"""Confirm that a case is solved."""

from crm.cases import closing, grants, promises
from crm.cases.portal_views import PortalCaseView
from crm.cases.requests import Close
from crm.cases.transitions import WrongStatusError
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /portal/cases/{case_id}/closure",
    access=CUSTOMER,
    uses=[grants.SETTLE],
    errors=[WrongStatusError],
)
def handler(case_id: str, body: Close, command: Command) -> PortalCaseView:
    """Confirm that your case is solved, which closes it."""
    work = closing.close(case_id, body.reason, command)
    return work.commit_as(PortalCaseView.of(work.case, promises.calendar))
