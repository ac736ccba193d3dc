"""Open a resolved or closed case again."""

from crm.cases import closing, grants
from crm.cases.closing import ReopenTooLateError
from crm.cases.requests import Reopen
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/reopenings",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.SETTLE],
    errors=[ReopenTooLateError, WrongStatusError],
)
def handler(case_id: str, body: Reopen, command: Command) -> CaseView:
    """Open a resolved or closed case again.

    The resolution clock goes on where it stood, and routing finds a person, preferably the one who had it.
    """
    return closing.reopen(case_id, body.reason, command).commit()
