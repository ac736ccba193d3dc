"""Say whether a colleague is here."""

from crm.core.access import EVERYONE, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.directory import grants, service
from crm.directory.requests import SetPresence
from crm.directory.views import UserView


@endpoint("PUT /users/{user_id}/presence", access=staff(*EVERYONE), uses=[grants.CHANGE], versioned=False)
def handler(user_id: str, body: SetPresence, command: Command) -> UserView:
    """Come, go away for a while, or leave.

    Everybody says it for themselves, supervisors and administrators for others. Coming makes routing look
    again at the cases that wait.
    """
    return service.set_presence(user_id, body.presence, command)
