"""Record what a customer said by phone or in IM."""

from crm.cases import reading as cases
from crm.cases.visibility import NotYourCaseError, require_handler
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.surveys import following_up, grants
from crm.surveys.following_up import Asked
from crm.surveys.requests import RecordFollowUp
from crm.surveys.views import FollowUpView


@endpoint(
    "POST /cases/{case_id}/followups",
    status=201,
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.FOLLOW_UP, grants.SEE_CASE],
    errors=[NotYourCaseError],
    versioned=False,
)
def handler(case_id: str, body: RecordFollowUp, command: Command) -> FollowUpView:
    """Record what the customer said when you asked how it was, by phone or in IM.

    A score counts in CSAT with its channel, and the customer is not asked again about the same resolution.
    """
    case = cases.find(case_id, command)
    require_handler(case, command.caller)
    asked = Asked(
        case_id=case.id,
        number=case.number,
        title=case.title,
        contact_id=case.contact_id,
        account_id=case.account_id,
        assignee_id=case.assignee_id or case.last_assignee_id,
        resolved_at=case.resolved_at,
    )
    return following_up.record(asked, body, command)
