"""Say why a case's customer was asked how it was, or not."""

from crm.cases import reading as cases
from crm.core.access import ADMIN, AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.surveys import explaining, grants
from crm.surveys.explaining import Standing
from crm.surveys.views import ExplanationView


@endpoint(
    "GET /cases/{case_id}/survey/explain",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR, ADMIN),
    uses=[grants.EXPLAIN, grants.SEE_CASE],
)
def handler(case_id: str, command: Command) -> ExplanationView:
    """Say why a case's customer was asked how it was, or not: trigger, contact, template and frequency."""
    case = cases.find(case_id, command)
    return explaining.explain(Standing(case.id, case.status, case.contact_id), command)
