"""How accounts and contacts are shown. Views have no defaults: every member is always there."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from crm.core.access import Caller
from crm.core.events import Envelope
from crm.core.i18n import Locale
from crm.core.money import Money
from crm.core.paging import Page
from crm.customers import amounts
from crm.customers.models import Account, Consent, Contact, ContactChannel, FollowStatus


class ContractView(BaseModel):
    """A customer's contract."""

    amount: Money | None = Field(description="Null as well for whom it is not: neither the owner nor a supervisor.")
    ends_on: date | None
    renews_on: date | None


class AccountView(BaseModel):
    """An account."""

    account_id: str
    version: int
    name: str
    level: str
    parent_id: str | None
    owner_id: str | None
    region: str | None
    zone: str
    language: str
    industry: str | None
    tags: tuple[str, ...]
    external_ref: str | None
    key_account: bool
    contract: ContractView | None
    active: bool
    follow_status: FollowStatus = Field(description="What the last task about the account came to.")
    followed_up_at: datetime | None
    sensitive: bool = Field(description="Whether collaboration cards about the account have to be approved first.")

    @classmethod
    def of(cls, account: Account, caller: Caller) -> "AccountView":
        """Show an account, its contract's amount only to whom it is for."""
        shown = account.model_dump(exclude={"id"})
        if account.contract is not None and not amounts.shown_to(caller, account):
            shown["contract"]["amount"] = None
        return cls(account_id=account.id, **shown)


class AccountPage(Page[AccountView]):
    """Accounts, by name."""


class ContactView(BaseModel):
    """A contact, with what they last said about each channel and purpose."""

    contact_id: str
    version: int
    account_id: str | None
    name: str
    email: str | None
    phone: str | None
    locale: Locale
    zone: str
    preferred_channels: tuple[ContactChannel, ...]
    consents: tuple[Consent, ...]
    external_ref: str | None
    active: bool

    @classmethod
    def of(cls, contact: Contact) -> "ContactView":
        """Show a contact."""
        return cls(contact_id=contact.id, **contact.model_dump(exclude={"id", "links_requested_at"}))


class ContactPage(Page[ContactView]):
    """Contacts, by name."""


class CustomerTimeline(Page[Envelope]):
    """What happened to an account or a contact, newest first."""


class PortalTokenView(BaseModel):
    """A contact's way into the portal."""

    token: str = Field(description="Goes into the Authorization header, as `Bearer <token>`.")
    expires_at: datetime
    portal_url: str = Field(description="Opens the portal signed in.")


class PortalLinkView(BaseModel):
    """What is answered to whoever asks for a sign-in link, known to us or not."""

    valid_for_seconds: int = Field(description="How long the link works, if one is on its way.")
