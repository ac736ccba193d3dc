"""What happens to accounts and contacts."""

from datetime import datetime

from pydantic import JsonValue

from crm.core.events import Event
from crm.core.i18n import Locale
from crm.core.messages import MessageClass
from crm.customers.models import Consent, ConsentChannel, ContactChannel, Contract, FollowStatus


class AccountCreated(Event):
    """A customer was taken on."""

    name: str
    level: str
    parent_id: str | None = None
    owner_id: str | None = None


class AccountEdited(Event):
    """Members of an account changed; each with what it was and what it is."""

    changes: dict[str, tuple[JsonValue, JsonValue]]


class AccountLevelChanged(Event):
    """An account's service level changed: it holds for the cases opened from now on."""

    before: str
    after: str


class AccountContractChanged(Event):
    """What an account has agreed to pay, and until when, is other than it was; amounts are not for everybody."""

    before: Contract | None
    after: Contract | None


class AccountFollowedUp(Event):
    """A task about the account was done, and how the account stands changed with it."""

    before: FollowStatus
    after: FollowStatus
    task_id: str


class AccountActivityNoted(Event):
    """Something happened elsewhere that belongs in the account's timeline, such as to one of its cases."""

    kind: str
    subject_id: str
    title: str
    occurred_at: datetime


class ContactCreated(Event):
    """A person became known."""

    name: str
    account_id: str | None = None
    email: str | None = None
    phone: str | None = None
    locale: Locale
    zone: str
    preferred_channels: tuple[ContactChannel, ...]


class ContactEdited(Event):
    """Members of a contact changed; each with what it was and what it is."""

    changes: dict[str, tuple[JsonValue, JsonValue]]


class ConsentRecorded(Event):
    """A contact agreed to be reached through a channel for a purpose, or no longer does."""

    channel: ConsentChannel
    purpose: MessageClass
    before: Consent | None
    after: Consent


class PortalTokenIssued(Event):
    """A colleague or a system let a contact into the portal. The token itself is kept nowhere."""

    expires_at: datetime
    account_id: str | None


class PortalLinkRequested(Event):
    """Somebody asked for a sign-in link to be mailed to the contact."""

    expires_at: datetime
