"""Mark a notification as read."""

from crm.core.access import EVERYONE, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.messaging import grants, inbox
from crm.messaging.views.notifications import NotificationReadView


@endpoint("POST /notifications/{notification_id}/reads", access=staff(*EVERYONE), uses=[grants.CHANGE], versioned=False)
def handler(notification_id: str, command: Command) -> NotificationReadView:
    """Mark one of your notifications as read; it stays in the list."""
    return inbox.read(notification_id, command)
