"""How accounts are scored, and what is suggested for those that are chosen."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from crm.core.access import ADMIN, SUPERVISOR, Role
from crm.core.i18n import LOCALES, Locale
from crm.core.money import AmountMinor, Currency, Money
from crm.core.rules import broken
from crm.core.settings import Setting

Points = Annotated[int, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=0, le=3660)]
Tag = Annotated[str, Field(min_length=1, max_length=40)]
Rate = Annotated[int, Field(ge=1, le=10**12)]

PLACEHOLDERS = ("account", "renews_on", "silent_days")
_PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")
_MILLION = 1_000_000


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AmountBand(_Part):
    """Points for a contract of so much or more, in minor units of the base currency."""

    from_minor: AmountMinor
    points: Points


class SilenceBand(_Part):
    """Points for an account of which nothing was heard for so many days or more."""

    from_days: Days
    points: Points


class RenewalBand(_Part):
    """Points for a contract that is to be renewed within so many days."""

    within_days: Days
    points: Points


def _filled(texts: dict[Locale, str]) -> dict[Locale, str]:
    if set(texts) != set(LOCALES):
        raise broken("core", "both_languages")
    unknown = {name for text in texts.values() for name in _PLACEHOLDER.findall(text)} - set(PLACEHOLDERS)
    if unknown:
        raise broken("cadence", "placeholder_unknown", known=", ".join(PLACEHOLDERS))
    return texts


Text = Annotated[dict[Locale, Annotated[str, Field(min_length=1, max_length=500)]], AfterValidator(_filled)]
"""A text in both languages; `{account}`, `{renews_on}` and `{silent_days}` are filled in."""


class SuggestedAction(_Part):
    """What to do with an account, and when that is the thing to do: conditions not given always hold."""

    action: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    renewal_within_days: Days | None = None
    silent_for_days: Days | None = None
    title: Text
    goal: Text
    talking_points: Annotated[tuple[Text, ...], Field(min_length=1, max_length=10)]

    @property
    def conditional(self) -> bool:
        """Whether there are accounts that it is not for."""
        return self.renewal_within_days is not None or self.silent_for_days is not None


class CadenceScoring(Setting):
    """Points by contract amount, silence and renewal, up to 100 in all; the first action that fits is suggested.

    Amounts are compared in `base_currency`: `rates` tell how many millionths of its minor unit a minor unit of
    another currency is worth. An amount in a currency without a rate gives no points, and the item says so.
    """

    kind: ClassVar[str] = "cadence.scoring"
    editors: ClassVar[tuple[Role, ...]] = (ADMIN, SUPERVISOR)

    base_currency: Currency = "CNY"
    rates: Annotated[dict[Currency, Rate], Field(max_length=200)] = Field(default_factory=dict)
    amount: Annotated[tuple[AmountBand, ...], Field(max_length=20)]
    silence: Annotated[tuple[SilenceBand, ...], Field(max_length=20)]
    renewal: Annotated[tuple[RenewalBand, ...], Field(max_length=20)]
    overdue_renewal: Points = 30
    rated: Points = 20
    """Points for an account that somebody rated a key account, by `key_account` or one of the tags."""
    key_account_tags: Annotated[tuple[Tag, ...], Field(max_length=20)] = ("重点客户", "key account")
    actions: Annotated[tuple[SuggestedAction, ...], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _suggests_something_for_everybody(self) -> Self:
        if self.actions[-1].conditional:
            raise broken("cadence", "last_action_conditional")
        if len({each.action for each in self.actions}) != len(self.actions):
            raise broken("cadence", "actions_repeated")
        return self

    def worth(self, amount: Money) -> int | None:
        """Return an amount in minor units of the base currency, None where its currency has no rate."""
        if amount.currency == self.base_currency:
            return amount.amount_minor
        rate = self.rates.get(amount.currency)
        return None if rate is None else amount.amount_minor * rate // _MILLION

    def action(self, name: str) -> SuggestedAction:
        """Return an action by its name."""
        return next(each for each in self.actions if each.action == name)

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Large contracts, quiet accounts and renewals that come near."""
        return {"default": cls(amount=_AMOUNT, silence=_SILENCE, renewal=_RENEWAL, actions=_ACTIONS)}


def fill(text: dict[Locale, str], locale: Locale, account: str, renews_on: date | None, silent_days: int | None) -> str:
    """Return a text with what it says of an account filled in."""
    known = {
        "account": account,
        "renews_on": "—" if renews_on is None else renews_on.isoformat(),
        "silent_days": "—" if silent_days is None else str(silent_days),
    }
    return _PLACEHOLDER.sub(lambda found: known[found[1]], text[locale])


_AMOUNT = (
    AmountBand(from_minor=5_000_000, points=10),
    AmountBand(from_minor=20_000_000, points=20),
    AmountBand(from_minor=100_000_000, points=30),
)
_SILENCE = (
    SilenceBand(from_days=14, points=5),
    SilenceBand(from_days=30, points=10),
    SilenceBand(from_days=60, points=20),
)
_RENEWAL = (
    RenewalBand(within_days=30, points=30),
    RenewalBand(within_days=90, points=20),
    RenewalBand(within_days=180, points=10),
)
_ACTIONS = (
    SuggestedAction(
        action="renewal_talk",
        renewal_within_days=60,
        title={"zh-CN": "续约沟通", "en": "Renewal talk"},
        goal={
            "zh-CN": "确认 {account} 的续约意向与条件（续约日 {renews_on}）",
            "en": "Learn whether and on which terms {account} will renew (on {renews_on})",
        },
        talking_points=(
            {"zh-CN": "回顾合作期内取得的成果", "en": "Look back on what was achieved together"},
            {"zh-CN": "询问未解决的问题和新的期望", "en": "Ask for open problems and new wishes"},
            {"zh-CN": "说明续约方案与时间安排", "en": "Explain the renewal and its dates"},
        ),
    ),
    SuggestedAction(
        action="check_in",
        silent_for_days=60,
        title={"zh-CN": "客户关怀回访", "en": "Check-in call"},
        goal={
            "zh-CN": "了解 {account} 的近况，恢复定期联系（已 {silent_days} 天无往来）",
            "en": "Learn how {account} is doing and be in touch again (quiet for {silent_days} days)",
        },
        talking_points=(
            {"zh-CN": "询问产品使用情况和团队变化", "en": "Ask how the product is used and what has changed"},
            {"zh-CN": "约定下一次沟通时间", "en": "Agree when to talk next"},
        ),
    ),
    SuggestedAction(
        action="product_upgrade",
        title={"zh-CN": "产品升级沟通", "en": "Product upgrade talk"},
        goal={
            "zh-CN": "让 {account} 了解新版本，并约定一次演示",
            "en": "Let {account} know the new version and arrange a demonstration",
        },
        talking_points=(
            {
                "zh-CN": "新版本解决了贵公司哪些已知问题，能带来什么收益",
                "en": "Which of their known problems the new version solves, and what it brings",
            },
            {"zh-CN": "升级的步骤、时间与费用", "en": "Steps, time and cost of upgrading"},
            {"zh-CN": "邀请关键用户参加演示", "en": "Invite key users to a demonstration"},
        ),
    ),
)
