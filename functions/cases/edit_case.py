"""Change members of a case such as its title or tags."""

from crm.cases import grants, handling
from crm.cases.handling import TooManyTagsError
from crm.cases.requests import EditCase
from crm.cases.views import CaseView
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "PATCH /cases/{case_id}",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.RETAG],
    errors=[TooManyTagsError],
    versioned=True,
)
def handler(case_id: str, body: EditCase, command: Command) -> CaseView:
    """Change members of a case such as its title, product, serial number or tags.

    Priority, status and assignee are not among them: each changes by an action of its own.
    """
    return handling.edit(case_id, body, command)
