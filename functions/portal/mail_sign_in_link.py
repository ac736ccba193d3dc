"""Ask on the page for a link to sign in."""

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.page import page
from crm.customers import grants, portal
from crm.customers.requests.portal import RequestPortalLink
from crm.customers.views import PortalLinkView
from crm.portal import entering


@page(
    "POST /p/sign-in-links",
    access=PUBLIC,
    uses=[grants.CHANGE, grants.PORTAL_LINKS],
    acts="customers.request_portal_link",
    then="/p/sign-in?sent=1",
    again=entering.door_again,
)
def handler(body: RequestPortalLink, command: Command) -> PortalLinkView:
    """Have a link mailed to the address's owner, at most three in a quarter of an hour."""
    return portal.request_link(body.email, body.locale, command)
