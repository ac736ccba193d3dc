"""Reply to the customer, publicly."""

from crm.cases import grants, talk
from crm.cases.requests import Reply
from crm.cases.talk import UnknownAttachmentError
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/replies",
    status=201,
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.MOVE_SLOT],
    errors=[UnknownAttachmentError, NotYourCaseError, WrongStatusError],
)
def handler(case_id: str, body: Reply, command: Command) -> CaseView:
    """Reply to the customer, publicly.

    The reply leaves through the customer's channel and stands in the timeline with its delivery. The first reply of a
    person gives the first response; a case that nobody has is accepted by replying.
    """
    return talk.reply(case_id, body, command)
