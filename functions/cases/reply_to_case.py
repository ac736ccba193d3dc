"""Reply to the customer, publicly."""

from crm.cases import citations, grants
from crm.cases.citations import ArticleNotCitableError
from crm.cases.requests import ReplyToCase
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
    uses=[grants.CITE],
    errors=[ArticleNotCitableError, UnknownAttachmentError, NotYourCaseError, WrongStatusError],
)
def handler(case_id: str, body: ReplyToCase, command: Command) -> CaseView:
    """Reply to the customer, publicly.

    The reply leaves through the customer's channel and stands in the timeline with its delivery. The first reply of a
    person gives the first response; a case that nobody has is accepted by replying.

    With an article its summary or steps are inserted, or sent as you edited them. A reply that quotes a sensitive
    article waits in `citations_pending` until it is approved.
    """
    return citations.reply(case_id, body, command)
