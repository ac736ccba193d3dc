"""Let a contact into the portal."""

from crm.core.access import ADMIN, AGENT, INTEGRATION, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SIGNING_KEYS
from crm.customers import grants, portal
from crm.customers.portal import ContactInactiveError
from crm.customers.views import PortalTokenView


@endpoint(
    "POST /contacts/{contact_id}/portal-tokens",
    status=201,
    access=staff(INTEGRATION, AGENT, SUPERVISOR, ADMIN),
    uses=[grants.CHANGE, grants.PORTAL_LINKS, READ_SIGNING_KEYS],
    errors=[ContactInactiveError],
    versioned=False,
)
def handler(contact_id: str, command: Command) -> PortalTokenView:
    """Issue a token with which a contact is signed in to the portal for 12 hours.

    For systems that know their customers already, such as a web shop, and for colleagues who help somebody in.
    """
    return portal.issue_token(contact_id, command)
