"""What may be asked of accounts."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from crm.core.payload import Payload
from crm.customers.models import AccountId, Contract, Level
from crm.customers.requests.members import CustomerName, Edit, ExternalRef, each_once
from crm.directory.models import LanguageTag, RegionCode, UserId
from crm.directory.settings.calendar import ZoneName

Industry = Annotated[str, Field(min_length=1, max_length=80)]
Tag = Annotated[str, Field(min_length=1, max_length=40)]
Tags = Annotated[tuple[Tag, ...], Field(max_length=20), AfterValidator(each_once)]


class CreateAccount(Payload):
    """An account to add. Without `account_id` one is made."""

    account_id: AccountId | None = None
    name: CustomerName
    level: Level = "standard"
    parent_id: AccountId | None = None
    owner_id: UserId | None = None
    region: RegionCode | None = None
    zone: ZoneName = "Asia/Shanghai"
    language: LanguageTag = "zh-CN"
    industry: Industry | None = None
    tags: Tags = ()
    external_ref: ExternalRef | None = None
    sensitive: bool = False
    key_account: bool = False
    contract: Contract | None = None


class EditAccount(Edit):
    """Members of an account to change; those left out stay."""

    name: CustomerName | None = None
    level: Level | None = None
    parent_id: AccountId | None = None
    owner_id: UserId | None = None
    region: RegionCode | None = None
    zone: ZoneName | None = None
    language: LanguageTag | None = None
    industry: Industry | None = None
    tags: Tags | None = None
    external_ref: ExternalRef | None = None
    key_account: bool | None = None
    contract: Contract | None = Field(default=None, description="The whole contract as it is now; null for none.")
    active: bool | None = None
    sensitive: bool | None = None

    @model_validator(mode="after")
    def _nothing_required_is_emptied(self) -> Self:
        return self.refuse_null("name", "level", "zone", "language", "tags", "key_account", "active", "sensitive")
