"""Show the caller to themselves."""

from crm.core.access import EVERYONE, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.directory.views import MeView


@endpoint("GET /me", access=staff(*EVERYONE))
def handler(command: Command) -> MeView:
    """Show who you are to the suite: your roles, language and team."""
    return MeView.of(command.caller, command.now)
