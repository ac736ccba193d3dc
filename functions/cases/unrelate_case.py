"""End a relation of two cases."""

from crm.cases import grants, relations
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.cases.vocabulary import Relation
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "DELETE /cases/{case_id}/relations/{other_id}",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.RELATE],
    errors=[NotYourCaseError],
)
def handler(case_id: str, other_id: str, relation: Relation, command: Command) -> CaseView:
    """End a relation of two cases, on both sides; ending what does not hold changes nothing."""
    return relations.unrelate(case_id, relation, other_id, command)
