"""Take a merge back."""

from crm.cases import grants, merging
from crm.cases.merging import MergedFurtherError, NotMergedError, UndoTooLateError
from crm.cases.requests import Unmerge
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import table


@endpoint(
    "POST /cases/{case_id}/unmerge",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.SETTLE, grants.MOVE_SLOT, table("cases", "delete")],
    errors=[MergedFurtherError, NotMergedError, NotYourCaseError, UndoTooLateError],
)
def handler(case_id: str, body: Unmerge, command: Command) -> CaseView:
    """Take a merge back: the case that was merged is again what it was, with its own person and clocks.

    What was written on the main case since stays there.
    """
    return merging.unmerge(case_id, body, command)
