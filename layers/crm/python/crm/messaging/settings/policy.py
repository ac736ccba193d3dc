"""The rules of the gate: caps, quiet hours, retries, and what may be switched off."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from crm.core.i18n import LOCALES, Locale
from crm.core.messages import Audience, Channel, MessageClass
from crm.core.rules import broken
from crm.core.settings import Setting

CategoryName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]

_DAY_SECONDS = 86_400
_MINUTE_SECONDS = 60
_HOUR_SECONDS = 3600


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _in_both_languages(texts: dict[Locale, str]) -> dict[Locale, str]:
    if set(texts) != set(LOCALES):
        raise broken("core", "both_languages")
    return texts


Label = Annotated[dict[Locale, Annotated[str, Field(min_length=1, max_length=80)]], AfterValidator(_in_both_languages)]


class Category(_Part):
    """What a message is about, as people see it when they choose what to be told of."""

    label: Label
    mandatory: bool = False


class Cap(_Part):
    """How many marketing messages one person gets, over all channels, in any stretch of so many days."""

    count: Annotated[int, Field(ge=0, le=1000)] = 3
    days: Annotated[int, Field(ge=1, le=366)] = 7

    @property
    def window(self) -> timedelta:
        """The stretch of time."""
        return timedelta(days=self.days)


class QuietHours(_Part):
    """When messages of these kinds wait, by the recipient's own clock; `until` may be on the next morning."""

    audience: Audience
    message_classes: Annotated[tuple[MessageClass, ...], Field(min_length=1)]
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    begins: time
    until: time

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.begins.tzinfo or self.until.tzinfo:
            raise broken("messaging", "time_with_offset")
        if self.begins == self.until:
            raise broken("messaging", "quiet_hours_empty")
        return self

    def cover(self, local: time) -> bool:
        """Say whether a local time of day is quiet."""
        if self.begins < self.until:
            return self.begins <= local < self.until
        return local >= self.begins or local < self.until


class Policy(Setting):
    """What leaves when: the frequency cap, quiet hours, retries, and the categories people choose among."""

    kind: ClassVar[str] = "messaging.policy"

    marketing_cap: Cap = Cap()
    quiet_hours: Annotated[tuple[QuietHours, ...], Field(max_length=50)]
    retry_after_seconds: Annotated[
        tuple[Annotated[int, Field(ge=1, le=7 * _DAY_SECONDS)], ...], Field(min_length=1, max_length=20)
    ]
    disable_endpoint_after: Annotated[int, Field(ge=1, le=1000)] = 5
    keep_days: Annotated[int, Field(ge=30, le=3650)] = 365
    reply_to: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+$", max_length=200)] | None = None
    categories: Annotated[dict[CategoryName, Category], Field(min_length=1, max_length=50)]

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Nights are quiet for mail, three marketing messages a week, retries as Standard Webhooks recommends."""
        night = {"begins": time(21), "until": time(8)}
        quiet_hours = (
            QuietHours(audience="contact", message_classes=("service",), channels=("email",), **night),
            QuietHours(audience="contact", message_classes=("marketing",), channels=("email",), **night),
            QuietHours(audience="user", message_classes=("service", "marketing"), channels=("email",), **night),
        )
        return {"default": cls(quiet_hours=quiet_hours, retry_after_seconds=_RETRIES, categories=_CATEGORIES)}

    def mandatory(self, category: str) -> bool:
        """Say whether nobody may switch `category` off; one that the policy does not know may be."""
        return category in self.categories and self.categories[category].mandatory

    def retry_after(self, attempts: int) -> timedelta | None:
        """Return how long to wait after so many attempts, None where that was the last."""
        if attempts > len(self.retry_after_seconds):
            return None
        return timedelta(seconds=self.retry_after_seconds[attempts - 1])


_RETRIES = (
    5,
    5 * _MINUTE_SECONDS,
    30 * _MINUTE_SECONDS,
    2 * _HOUR_SECONDS,
    5 * _HOUR_SECONDS,
    10 * _HOUR_SECONDS,
    14 * _HOUR_SECONDS,
    20 * _HOUR_SECONDS,
    24 * _HOUR_SECONDS,
)

_CATEGORIES = {
    "case": Category(label={"zh-CN": "工单分派与进展", "en": "Cases assigned to you, and their progress"}),
    "task": Category(label={"zh-CN": "任务分派与提醒", "en": "Tasks given to you, and reminders of them"}),
    "sla": Category(label={"zh-CN": "时限预警与升级", "en": "Deadlines and escalations"}),
    "mention": Category(label={"zh-CN": "提到我的备注", "en": "Notes that mention you"}),
    "watch": Category(label={"zh-CN": "我关注的工单", "en": "Cases you watch"}),
    "team": Category(label={"zh-CN": "技能与证书", "en": "Skills and certificates"}),
    "news": Category(label={"zh-CN": "活动与资讯", "en": "Offers and news"}),
    "access": Category(label={"zh-CN": "登录与访问", "en": "Signing in"}, mandatory=True),
    "system": Category(label={"zh-CN": "系统运行", "en": "The system itself"}, mandatory=True),
    "integration": Category(label={"zh-CN": "系统对接", "en": "Connected systems"}, mandatory=True),
}
