"""List the replies of a case that wait for approval."""

from crm.cases import citations, grants
from crm.cases.citations import CitationList
from crm.core.access import AGENT, KNOWLEDGE_MANAGER, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint("GET /cases/{case_id}/citations", access=staff(AGENT, SUPERVISOR, KNOWLEDGE_MANAGER), uses=[grants.SHOW])
def handler(case_id: str, command: Command) -> CitationList:
    """List the replies of a case that quote sensitive articles and wait for approval."""
    return citations.pending(case_id, command)
