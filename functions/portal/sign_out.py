"""Leave the portal."""

from crm.core.access import PUBLIC
from crm.core.page import page
from crm.core.sheet import SeeOther
from crm.portal import entering


@page("POST /p/sign-out", access=PUBLIC)
def handler() -> SeeOther:
    """Sign out in this browser."""
    return entering.leave()
