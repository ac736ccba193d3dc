"""Show how satisfied a customer is."""

from crm.core.access import ADMIN, AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.surveys import grants, reading
from crm.surveys.views import SatisfactionView


@endpoint(
    "GET /accounts/{account_id}/satisfaction",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR, ADMIN),
    uses=[grants.SATISFACTION],
)
def handler(account_id: str, command: Command) -> SatisfactionView:  # noqa: ARG001 - whoever may see accounts may see this
    """Show how satisfied a customer is, where it goes, and what they said last."""
    return reading.satisfaction(account_id)
