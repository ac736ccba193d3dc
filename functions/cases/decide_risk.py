"""Decide what a suspect case is."""

from crm.cases import grants, risk
from crm.cases.requests import DecideRisk
from crm.cases.risk import NotSuspectError, RiskView
from crm.core.access import SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import table


@endpoint(
    "POST /risk/cases/{case_id}/decisions",
    access=staff(SUPERVISOR),
    uses=[grants.CHANGE, grants.MOVE_SLOT, table("cases", "batch_get")],
    errors=[NotSuspectError],
)
def handler(case_id: str, body: DecideRisk, command: Command) -> RiskView:
    """Decide what a suspect case is: confirm that it is malicious, clear it, or block those who sent it.

    `confirm` ends it, and no survey asks about it; `clear` opens again what had been merged into it by itself;
    `block` takes in nothing from its contact and network for a while, and leaves the rest to be decided.
    """
    return risk.decide(case_id, body, command)
