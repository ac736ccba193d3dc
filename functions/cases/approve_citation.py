"""Approve a reply that quotes a sensitive article."""

from crm.cases import citations, grants
from crm.cases.citations import CitationChangedError, CitationView, OwnCitationError
from crm.cases.requests import ApproveCitation
from crm.cases.transitions import WrongStatusError
from crm.core.access import KNOWLEDGE_MANAGER, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/citations/{citation_id}/approve",
    access=staff(SUPERVISOR, KNOWLEDGE_MANAGER),
    uses=[grants.CITE],
    errors=[CitationChangedError, OwnCitationError, WrongStatusError],
)
def handler(case_id: str, citation_id: str, body: ApproveCitation, command: Command) -> CitationView:
    """Let a reply that quotes a sensitive article go to the customer, exactly as you read it."""
    return citations.approve(case_id, citation_id, body, command)
