"""What may be asked of contacts."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from crm.core.i18n import DEFAULT, Locale
from crm.core.payload import Payload
from crm.core.validation import Email, Phone
from crm.customers.models import AccountId, ContactChannel, ContactId
from crm.customers.requests.members import CustomerName, Edit, ExternalRef, each_once
from crm.directory.settings.calendar import ZoneName

PreferredChannels = Annotated[tuple[ContactChannel, ...], Field(min_length=1, max_length=5), AfterValidator(each_once)]


class CreateContact(Payload):
    """A contact to add, with an e-mail address, a phone number or both. Without `contact_id` one is made."""

    contact_id: ContactId | None = None
    account_id: AccountId | None = None
    name: CustomerName
    email: Email | None = None
    phone: Phone | None = None
    locale: Locale = DEFAULT
    zone: ZoneName = "Asia/Shanghai"
    preferred_channels: PreferredChannels = ("email",)
    external_ref: ExternalRef | None = None


class EditContact(Edit):
    """Members of a contact to change; those left out stay."""

    account_id: AccountId | None = None
    name: CustomerName | None = None
    email: Email | None = None
    phone: Phone | None = None
    locale: Locale | None = None
    zone: ZoneName | None = None
    preferred_channels: PreferredChannels | None = None
    external_ref: ExternalRef | None = None
    active: bool | None = None

    @model_validator(mode="after")
    def _nothing_required_is_emptied(self) -> Self:
        return self.refuse_null("name", "locale", "zone", "preferred_channels", "active")
