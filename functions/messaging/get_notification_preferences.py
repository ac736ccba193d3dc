"""Show what the caller is told."""

from crm.core.access import EVERYONE, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SETTINGS
from crm.messaging import grants, preferences
from crm.messaging.views.preferences import PreferencesView


@endpoint("GET /me/notification-preferences", access=staff(*EVERYONE), uses=[grants.READ, READ_SETTINGS])
def handler(command: Command) -> PreferencesView:
    """Show on which channels you are told of which category of messages."""
    return preferences.show(command)
