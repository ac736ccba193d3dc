"""Accounts and contacts: their state and what may be asked of it."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from crm.core.i18n import DEFAULT, Locale
from crm.core.messages import MessageClass
from crm.core.money import Money
from crm.core.repository import Aggregate

AccountId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{2,64}$")]
ContactId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{2,64}$")]
Level = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]
"""A service level: an open word that service-level policies and routing rules refer to."""

ContactChannel = Literal["email"]
"""The channels of `crm.core.messages.Channel` that reach a contact."""

ConsentChannel = Literal["email", "sms", "phone", "mobile_push", "im"]
"""What somebody may agree to be reached by; wider than what is sent today, as consent comes first."""

ConsentStatus = Literal["granted", "withdrawn"]

FollowStatus = Literal["not_followed_up", "following_up", "followed_up"]
"""How an account stands with those who follow it up: what the last task about it came to."""


class Contract(BaseModel):
    """What a customer has agreed to pay, until when, and when it is to be renewed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Money | None = None
    ends_on: date | None = None
    renews_on: date | None = None


class Account(Aggregate):
    """A customer: a company, or a part of one."""

    name: str
    level: str = "standard"
    parent_id: str | None = None
    owner_id: str | None = None
    region: str | None = None
    zone: str = "Asia/Shanghai"
    language: str = "zh-CN"
    industry: str | None = None
    tags: tuple[str, ...] = ()
    external_ref: str | None = None
    key_account: bool = False
    """Whether somebody rated it a key account; `cadence.scoring` finds others."""
    contract: Contract | None = None
    active: bool = True
    follow_status: FollowStatus = "not_followed_up"
    followed_up_at: datetime | None = None
    sensitive: bool = False
    """Whether what teams ask of each other about it has to be approved first."""


class Consent(BaseModel):
    """What somebody said last about one channel and one purpose, and how we know."""

    model_config = ConfigDict(frozen=True)

    channel: ConsentChannel
    purpose: MessageClass
    status: ConsentStatus
    source: str
    evidence: str | None
    recorded_at: datetime


class Contact(Aggregate):
    """A person at a customer, or a customer who is a person."""

    account_id: str | None = None
    name: str
    email: str | None = None
    phone: str | None = None
    locale: Locale = DEFAULT
    zone: str = "Asia/Shanghai"
    preferred_channels: tuple[ContactChannel, ...] = ("email",)
    consents: tuple[Consent, ...] = ()
    external_ref: str | None = None
    active: bool = True
    links_requested_at: tuple[datetime, ...] = ()
    """When the last sign-in links were asked for, as far as the limit still counts them."""

    def consent(self, channel: ConsentChannel, purpose: MessageClass) -> Consent | None:
        """Return what the contact said last about a channel and a purpose, None where they never did."""
        said = (each for each in self.consents if (each.channel, each.purpose) == (channel, purpose))
        return next(said, None)

    def allows(self, channel: ConsentChannel, purpose: MessageClass) -> bool:
        """Say whether the contact may be reached: for service unless withdrawn, for marketing only once granted."""
        said = self.consent(channel, purpose)
        return purpose == "service" if said is None else said.status == "granted"

    def saying(self, consent: Consent) -> "Contact":
        """Return the contact with `consent` in place of what they said before about the same."""
        others = [each for each in self.consents if (each.channel, each.purpose) != (consent.channel, consent.purpose)]
        ordered = sorted([*others, consent], key=lambda each: (each.channel, each.purpose))
        return self.model_copy(update={"consents": tuple(ordered)})
