"""Mark all notifications as read."""

from crm.core.access import EVERYONE, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.messaging import grants, inbox
from crm.messaging.views.notifications import AllReadView


@endpoint("POST /notifications/reads", access=staff(*EVERYONE), uses=[grants.CHANGE])
def handler(command: Command) -> AllReadView:
    """Mark everything you were told up to now as read, however much it is."""
    return inbox.read_all(command)
