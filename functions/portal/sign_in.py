"""Sign in by the link that was mailed."""

from crm.core.access import PUBLIC
from crm.core.command import Command
from crm.core.page import page
from crm.core.sheet import SeeOther, Sheet
from crm.portal import entering
from crm.portal.entering import SignIn


def _again(command: Command) -> Sheet:
    return entering.door(None, None)


@page("POST /p/sign-in", access=PUBLIC, again=_again)
def handler(body: SignIn, command: Command) -> SeeOther:
    """Sign in for twelve hours with the token of a link."""
    return entering.enter(body, command.now)
