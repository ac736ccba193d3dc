"""List the cases that a case stands in a relation to."""

from crm.cases import grants, relations
from crm.cases.relations import RelationPage
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT


@endpoint(
    "GET /cases/{case_id}/relations",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.RELATIONS],
)
def handler(case_id: str, command: Command, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> RelationPage:
    """List the cases that a case stands in a relation to, by kind, as they are now.

    Those you may not see are left out.
    """
    return relations.list_of(case_id, command, limit, cursor)
