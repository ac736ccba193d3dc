"""Keep a reply that quotes a sensitive article from the customer."""

from crm.cases import citations, grants
from crm.cases.citations import CitationView
from crm.cases.requests import RejectCitation
from crm.core.access import KNOWLEDGE_MANAGER, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/citations/{citation_id}/reject",
    access=staff(SUPERVISOR, KNOWLEDGE_MANAGER),
    uses=[grants.CHANGE],
)
def handler(case_id: str, citation_id: str, body: RejectCitation, command: Command) -> CitationView:
    """Keep a reply that quotes a sensitive article from the customer; who wrote it is told why."""
    return citations.reject(case_id, citation_id, body.reason, command)
