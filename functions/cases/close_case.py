"""Close a resolved case."""

from crm.cases import closing, grants
from crm.cases.requests import Close
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/closure", access=staff(AGENT, SUPERVISOR), uses=[grants.SETTLE], errors=[WrongStatusError]
)
def handler(case_id: str, body: Close, command: Command) -> CaseView:
    """Close a resolved case."""
    return closing.close(case_id, body.reason, command).commit()
