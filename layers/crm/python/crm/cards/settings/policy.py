"""What teams may ask of each other, by when it is expected, and who has to approve it."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from crm.cards.vocabulary import PRIORITIES, Priority
from crm.core.access import ADMIN, SUPERVISOR, Role
from crm.core.i18n import LOCALES, Locale
from crm.core.rules import broken
from crm.core.settings import Setting

HOUR = 3600
_YEAR_SECONDS = 366 * 24 * HOUR

Seconds = Annotated[int, Field(ge=60, le=_YEAR_SECONDS)]
TypeName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]


def _in_both_languages(texts: dict[Locale, str]) -> dict[Locale, str]:
    if set(texts) != set(LOCALES):
        raise broken("core", "both_languages")
    return texts


Texts = Annotated[dict[Locale, Annotated[str, Field(min_length=1, max_length=500)]], AfterValidator(_in_both_languages)]


class CardType(BaseModel):
    """A kind of work that teams ask of each other, and what is expected where nobody says more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: TypeName
    label: Texts
    expected_delivery: Texts


class CardPolicy(Setting):
    """What teams may ask of each other, by when it is expected, and who has to approve it."""

    kind: ClassVar[str] = "cards.policy"
    editors: ClassVar[tuple[Role, ...]] = (ADMIN, SUPERVISOR)

    types: Annotated[tuple[CardType, ...], Field(min_length=1, max_length=50)]
    instruction_type: TypeName
    """The type of what is asked for in a conversation."""
    expected_seconds: dict[Priority, Seconds]
    """The working time in which a card is expected to be done, by its priority."""
    calendar: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")] = "office"
    """The working hours of colleagues without a shift of their own."""
    remind_before_seconds: Seconds | None = HOUR
    """So long before it is expected its assignee is reminded, by the clock."""
    colleagues_see: Literal["team", "own"] = "team"
    """Whether members of the assignee's team may read a card, or only those who have to do with it."""
    account_rights: Literal["everybody", "region"] = "region"
    """Who may ask for something about an account: everybody, or those who serve its region or all regions."""
    approver: Literal["owner_manager", "role"] = "owner_manager"
    """Who approves what is asked about a sensitive account: its owner's manager, where there is one, or a role."""
    approver_role: Role = SUPERVISOR
    approval_remind_seconds: Seconds = 4 * HOUR
    """The working time after which whoever has to approve a card is reminded, and reminded again."""
    approval_reminders: Annotated[int, Field(ge=0, le=20)] = 3
    board_shards: Annotated[int, Field(ge=1, le=16)] = 2
    """Over how many partitions the board of the whole company is spread."""
    card_url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=500)] | None = None
    """Where people open a card, with `{card_id}` in it; without it they are given the path of the API."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        names = [each.type for each in self.types]
        if len(set(names)) != len(names):
            raise broken("cards", "type_twice")
        if self.instruction_type not in names:
            raise broken("cards", "instruction_type_unknown", types=", ".join(names))
        if set(self.expected_seconds) != set(PRIORITIES):
            raise broken("cards", "priorities_incomplete", priorities=", ".join(PRIORITIES))
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Service, product and success teams can be asked; the more urgent, the sooner it is expected."""
        return {
            "default": cls(
                types=_TYPES,
                instruction_type="service_support",
                expected_seconds={"urgent": 2 * HOUR, "high": 4 * HOUR, "medium": 9 * HOUR, "low": 27 * HOUR},
            )
        }

    def succeed(self, before: Self) -> None:
        """Refuse to spread the board over fewer partitions: cards stand in those there were."""
        if self.board_shards < before.board_shards:
            raise broken("cards", "board_shards_lowered", before=before.board_shards)

    def references(self) -> set[tuple[str, str]]:
        """Rely on the calendar."""
        return {("directory.calendar", self.calendar)}

    def type_named(self, name: str) -> CardType | None:
        """Return a type, None where there is none of that name."""
        return next((each for each in self.types if each.type == name), None)

    def url_of(self, card_id: str) -> str:
        """Return where people open a card."""
        path = f"/collab-cards/{card_id}"
        return path if self.card_url is None else self.card_url.replace("{card_id}", card_id)


def _type(name: str, chinese: tuple[str, str], english: tuple[str, str]) -> CardType:
    return CardType(
        type=name,
        label={"zh-CN": chinese[0], "en": english[0]},
        expected_delivery={"zh-CN": chinese[1], "en": english[1]},
    )


_TYPES = (
    _type(
        "service_support",
        ("客服支持", "处理客户的问题，并回执处理结果"),
        ("Service support", "Deal with the customer's issue and report what came of it"),
    ),
    _type(
        "product_support",
        ("产品支持", "答复产品问题，并说明方案与时间"),
        ("Product support", "Answer the question about the product: what will be done, and when"),
    ),
    _type(
        "customer_success",
        ("客户成功", "与客户沟通使用情况，并回执结论"),
        ("Customer success", "Talk with the customer about how they fare and report what they said"),
    ),
    _type(
        "other",
        ("其他协作", "完成所请求的工作，并回执结果"),
        ("Other", "Do what is asked and report what came of it"),
    ),
)
