"""Write to us about a case."""

from crm.cases import grants, talk
from crm.cases.closing import ReopenTooLateError
from crm.cases.limits import RateLimitedError, SenderBlockedError
from crm.cases.portal_views import PortalCaseView
from crm.cases.requests import Reply
from crm.cases.talk import UnknownAttachmentError
from crm.cases.transitions import WrongStatusError
from crm.core.access import CUSTOMER
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /portal/cases/{case_id}/replies",
    status=201,
    access=CUSTOMER,
    uses=[grants.CHANGE, grants.COUNT],
    errors=[UnknownAttachmentError, WrongStatusError, ReopenTooLateError, RateLimitedError, SenderBlockedError],
)
def handler(case_id: str, body: Reply, command: Command) -> PortalCaseView:
    """Write to us about your case.

    If we waited for you, work goes on at once; a case that we thought solved is opened again.
    """
    return talk.hear(case_id, body, command)
