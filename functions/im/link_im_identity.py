"""Link somebody in IM to a colleague."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.im import grants, identities
from crm.im.identities import ImUserTakenError, LinkedUserUnknownError
from crm.im.payloads import LinkIdentity
from crm.im.views import IdentityView


@endpoint(
    "POST /im/connections/{connection_id}/identities",
    status=201,
    access=staff(ADMIN),
    uses=[grants.CHANGE, grants.FIND_COLLEAGUE],
    errors=[ImUserTakenError, LinkedUserUnknownError],
    versioned=False,
)
def handler(connection_id: str, body: LinkIdentity, command: Command) -> IdentityView:
    """Say which colleague somebody at a provider is: what they write counts as that colleague's.

    A colleague with several is reached where they were linked last.
    """
    return identities.link(connection_id, body, command)
