"""Explain the service levels of a case."""

from crm.cases import explaining, grants
from crm.cases.explaining import SlaAccount
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "GET /cases/{case_id}/sla/explain",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.SHOW, grants.HISTORY],
)
def handler(case_id: str, command: Command) -> SlaAccount:
    """Explain the clocks of a case: policy and calendar by version, every stretch counted, every pause and why.

    The account is recounted from the case's records, and says whether it agrees with what is stored.
    """
    return explaining.explain(case_id, command)
