"""Enter or take back an absence."""

from crm.core.access import EVERYONE, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.directory import grants, service
from crm.directory.requests import SetAbsence
from crm.directory.views import UserView


@endpoint("PUT /users/{user_id}/absence", access=staff(*EVERYONE), uses=[grants.CHANGE], versioned=False)
def handler(user_id: str, body: SetAbsence, command: Command) -> UserView:
    """Enter an absence, or take it back with null.

    While it lasts, no case is routed to the colleague and their deputy gets what is meant for them.
    """
    return service.set_absence(user_id, body.absence, command)
