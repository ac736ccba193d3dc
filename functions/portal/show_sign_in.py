"""Show the door of the portal."""

from crm.core.access import PUBLIC
from crm.core.page import page
from crm.core.sheet import Sheet
from crm.portal import entering


@page("GET /p/sign-in", access=PUBLIC)
def handler(token: str | None = None, sent: str | None = None) -> Sheet:
    """Show where to ask for a link, or, to who came by one, the button that signs them in.

    Following a link changes nothing: programs that look at mail follow links too.
    """
    return entering.door(token, sent)
