"""Resolve a case with its solution and its cause."""

from crm.cases import closing, grants
from crm.cases.closing import OpenSubtasksError, UnknownCauseError
from crm.cases.requests import Resolve
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/resolution",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.MOVE_SLOT],
    errors=[OpenSubtasksError, UnknownCauseError, NotYourCaseError, WrongStatusError],
)
def handler(case_id: str, body: Resolve, command: Command) -> CaseView:
    """Resolve a case with its solution and its cause.

    The customer is told the solution. The case closes by itself after some days, or when the customer confirms.
    """
    return closing.resolve(case_id, body, command)
