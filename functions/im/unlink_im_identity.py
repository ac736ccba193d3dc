"""Part somebody in IM from the colleague they were."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.im import grants, identities


@endpoint("DELETE /im/identities/{identity_id}", status=204, access=staff(ADMIN), uses=[grants.CHANGE])
def handler(identity_id: str, command: Command) -> None:
    """Part somebody at a provider from the colleague they were; from then on what they write is refused."""
    identities.unlink(identity_id, command)
