"""A connection to a provider: what was agreed with it, and what of that is secret."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crm.core.repository import Aggregate
from crm.core.rules import broken
from crm.im.inbound import Vendor

PREFIX = "conn"

Name = Annotated[str, Field(min_length=1, max_length=80)]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:$-]{1,100}$")]
Secret = Annotated[str, Field(pattern=r"^[!-~]{6,300}$")]
AesKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}$")]


class _Credentials(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class WeComCredentials(_Credentials):
    """What was agreed with WeCom: for an application, or for a bot in groups, which belongs to no company."""

    vendor: Literal["wecom"]
    corp_id: Identifier
    agent_id: Annotated[int, Field(ge=0)]
    secret: Secret = Field(repr=False)
    token: Secret = Field(repr=False)
    encoding_aes_key: AesKey = Field(repr=False)
    is_bot: bool = False

    @property
    def application(self) -> str:
        """What WeCom calls it."""
        return f"{self.corp_id}:{self.agent_id}"


class FeishuCredentials(_Credentials):
    """What was agreed with Feishu; without an encrypt key only the token in the body proves the sender."""

    vendor: Literal["feishu"]
    app_id: Identifier
    app_secret: Secret = Field(repr=False)
    encrypt_key: Secret | None = Field(default=None, repr=False)
    verification_token: Secret | None = Field(default=None, repr=False)

    @model_validator(mode="after")
    def _proves_something(self) -> Self:
        if self.encrypt_key is None and self.verification_token is None:
            raise broken("im", "nothing_to_verify_by")
        return self

    @property
    def application(self) -> str:
        """What Feishu calls it."""
        return self.app_id


class DingTalkCredentials(_Credentials):
    """What was agreed with DingTalk for a robot."""

    vendor: Literal["dingtalk"]
    app_key: Identifier
    app_secret: Secret = Field(repr=False)
    robot_code: Identifier

    @property
    def application(self) -> str:
        """What DingTalk calls it."""
        return self.robot_code


class SlackCredentials(_Credentials):
    """What was agreed with Slack."""

    vendor: Literal["slack"]
    app_id: Identifier
    signing_secret: Secret = Field(repr=False)
    bot_token: Secret = Field(repr=False)

    @property
    def application(self) -> str:
        """What Slack calls it."""
        return self.app_id


Credentials = Annotated[
    WeComCredentials | FeishuCredentials | DingTalkCredentials | SlackCredentials, Field(discriminator="vendor")
]


class Connection(Aggregate):
    """A connection to a provider, with its secrets: they are used, and never shown."""

    name: str
    credentials: Credentials = Field(repr=False)
    previous_credentials: Credentials | None = Field(default=None, repr=False)
    previous_until: datetime | None = None
    per_minute: int | None = None
    active: bool = True
    created_by: str
    created_at: datetime

    @property
    def vendor(self) -> Vendor:
        """The provider."""
        return self.credentials.vendor

    def credentials_at(self, now: datetime) -> tuple[Credentials, ...]:
        """Return what webhooks may be proven by, the newest first."""
        if self.previous_credentials is None or self.previous_until is None or self.previous_until <= now:
            return (self.credentials,)
        return (self.credentials, self.previous_credentials)
