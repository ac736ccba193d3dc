"""Ask for a link to sign in to the portal."""

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SIGNING_KEYS
from crm.customers import grants, portal
from crm.customers.requests.portal import RequestPortalLink
from crm.customers.views import PortalLinkView


@endpoint(
    "POST /portal/sign-in-links",
    status=202,
    access=PUBLIC,
    uses=[grants.CHANGE, grants.PORTAL_LINKS, READ_SIGNING_KEYS],
)
def handler(body: RequestPortalLink, command: Command) -> PortalLinkView:
    """Have a link mailed that signs the address's owner in to the portal for 30 minutes.

    The answer is the same whether or not the address is known. At most three links are mailed to somebody in a
    quarter of an hour; what is asked for beyond is ignored.
    """
    return portal.request_link(body.email, body.locale, command)
