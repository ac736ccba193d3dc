"""Choose what to be told."""

from crm.core.access import EVERYONE, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.grants import READ_SETTINGS
from crm.messaging import grants, preferences
from crm.messaging.preferences import MandatoryCategoryError, UnknownMessageCategoryError
from crm.messaging.requests.preferences import SetPreferences
from crm.messaging.views.preferences import PreferencesView


@endpoint(
    "PUT /me/notification-preferences",
    access=staff(*EVERYONE),
    uses=[grants.CHANGE, READ_SETTINGS],
    errors=[UnknownMessageCategoryError, MandatoryCategoryError],
)
def handler(body: SetPreferences, command: Command) -> PreferencesView:
    """Choose on which channels you are told of which category; what you leave out is on.

    It holds within `CACHE_SECONDS`. Urgent messages and mandatory categories come whatever you choose.
    """
    return preferences.choose(body, command)
