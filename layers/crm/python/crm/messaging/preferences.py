"""What people choose to be told, and where."""

from crm.core import settings
from crm.core.cache import Cache
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.core.transaction import Transaction
from crm.messaging import repository
from crm.messaging.events import NotificationPreferencesChanged
from crm.messaging.models import Preferences
from crm.messaging.requests.preferences import SetPreferences
from crm.messaging.settings.policy import Policy
from crm.messaging.views.preferences import PreferencesView

_known = Cache()


class UnknownMessageCategoryError(InvalidError):
    """A category that the policy does not have."""

    code = "unknown_message_category"


class MandatoryCategoryError(InvalidError):
    """A category that nobody may switch off."""

    code = "mandatory_category"


def of(user_id: str) -> Preferences | None:
    """Return what somebody chose, None where they never did; as old as `CACHE_SECONDS` allows."""
    return _known.get(user_id, lambda: repository.preferences.find(user_id))


def show(command: Command) -> PreferencesView:
    """Return the caller's choices, and what there is to choose from."""
    user_id = command.caller.id
    chosen = repository.preferences.find(user_id) or Preferences(id=user_id)
    return PreferencesView.of(chosen, settings.current(Policy).value, command.caller.locale)


def choose(body: SetPreferences, command: Command) -> PreferencesView:
    """Set the caller's choices; a category that is left out is on. Setting the same again writes nothing."""
    policy = settings.current(Policy).value
    muted = _muted(body, policy)
    stored = repository.preferences.find(command.caller.id)
    before, locale = stored or Preferences(id=command.caller.id), command.caller.locale
    command.require_version(before.version, PreferencesView.of(before, policy, locale).model_dump(mode="json"))
    after = before.model_copy(update={"muted": muted})
    if after != before:
        event = NotificationPreferencesChanged(before=before.muted, after=muted)
        transaction = Transaction(command)
        after = repository.preferences.save(transaction, command, stored, after, [event])
        transaction.commit()
    return PreferencesView.of(after, policy, locale)


def _muted(body: SetPreferences, policy: Policy) -> tuple[str, ...]:
    muted = []
    for category, channels in sorted(body.categories.items()):
        if category not in policy.categories:
            raise UnknownMessageCategoryError("categories", category=category)
        off = [channel for channel, wanted in sorted(channels.items()) if not wanted]
        if off and policy.mandatory(category):
            raise MandatoryCategoryError("categories", category=category)
        muted += [f"{category}:{channel}" for channel in off]
    return tuple(muted)
