"""How people's choices are shown."""

from typing import get_args

from pydantic import BaseModel

from crm.core.i18n import Locale
from crm.messaging.models import PersonalChannel, Preferences
from crm.messaging.settings.policy import Policy


class CategoryView(BaseModel):
    """A category of messages, and on which channels the caller is told of it."""

    category: str
    label: str
    mandatory: bool
    channels: dict[PersonalChannel, bool]


class PreferencesView(BaseModel):
    """What the caller chose to be told."""

    version: int
    categories: list[CategoryView]

    @classmethod
    def of(cls, chosen: Preferences, policy: Policy, locale: Locale) -> "PreferencesView":
        """Show somebody's choices among the categories of the policy."""
        channels: tuple[PersonalChannel, ...] = get_args(PersonalChannel)
        return cls(
            version=chosen.version,
            categories=[
                CategoryView(
                    category=name,
                    label=category.label[locale],
                    mandatory=category.mandatory,
                    channels={each: category.mandatory or not chosen.mutes(name, each) for each in channels},
                )
                for name, category in policy.categories.items()
            ],
        )
