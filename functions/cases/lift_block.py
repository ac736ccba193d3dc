"""Lift a block before its time."""

from crm.cases import grants, risk
from crm.core.access import SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import table


@endpoint(
    "DELETE /risk/blocks/{block_id}",
    status=204,
    access=staff(SUPERVISOR),
    versioned=False,
    uses=[grants.CHANGE_BY_ID, table("cases", "delete")],
)
def handler(block_id: str, command: Command) -> None:
    """Lift a block before its time: what the sender sends is taken in again from now on."""
    risk.lift(block_id, command)
