"""Sign in by the link that was mailed."""

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.page import page
from crm.core.sheet import SeeOther
from crm.portal import entering
from crm.portal.entering import SignIn


@page("POST /p/sign-in", access=PUBLIC, again=entering.door_again)
def handler(body: SignIn, command: Command) -> SeeOther:
    """Sign in for twelve hours with the token of a link."""
    return entering.enter(body, command.now)
