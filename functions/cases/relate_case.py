"""Relate a case to another."""

from crm.cases import grants, relations
from crm.cases.desk_requests import Relate
from crm.cases.relations import AlreadyRelatedError, RelatedToItselfError, RelationRefusedError
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/relations",
    status=201,
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE],
    errors=[AlreadyRelatedError, NotYourCaseError, RelatedToItselfError, RelationRefusedError],
)
def handler(case_id: str, body: Relate, command: Command) -> CaseView:
    """Relate a case to another, for instance as `caused_by` a fault; both tell it.

    When a fault is resolved or closed, the customers and agents of all cases it caused are told, each once.
    """
    return relations.relate(case_id, body, command)
