"""How instructions are put into words, and how far a guess may go."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from crm.core.settings import Setting

_COURTESIES = (
    *("请问", "麻烦", "劳烦", "烦请", "辛苦了", "辛苦", "拜托", "帮忙", "帮我", "协助", "跟进", "跟一下", "一下", "的"),
    *("谢谢", "多谢", "感谢", "谢了", "你好", "您好"),
    *("please", "pls", "plz", "kindly", "help", "me", "us", "with", "follow-up", "followup", "follow", "up", "on"),
    *("look", "into", "check", "handle", "the", "a", "an", "for", "about", "of", "from", "and", "to", "at", "'s"),
    *("thanks", "thank", "you", "thx", "hi", "hello", "hey", "it", "this", "can", "could", "would", "will"),
    *("take", "care"),
)
_ASKING = (
    *(
        "请",
        "帮",
        "看",
        "看看",
        "看下",
        "处理",
        "解决",
        "联系",
        "支持",
        "对接",
        "安排",
        "协同",
        "关于",
        "给",
        "为",
        "并",
    ),
    *("完成", "搞定", "给到", "交付", "下", "吧", "呢", "啊", "哈"),
)

Words = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=40)], ...], Field(max_length=120)]
"""Words in any language, compared without case, width and blanks."""

TimeOfDay = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Urgencies(BaseModel):
    """The words that say how urgent something is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: Words = ("不急", "不着急", "不紧急", "有空", "not urgent", "no rush", "no hurry", "when you can")
    """Read first: «不紧急» holds «紧急»."""
    urgent: Words = (
        *("紧急", "加急", "特急", "火急", "急件", "马上", "立刻", "立即"),
        *("urgent", "urgently", "asap", "immediately", "right away", "critical", "emergency"),
    )
    high: Words = (
        *("尽快", "尽早", "着急", "很急", "比较急", "优先", "高优先级"),
        *("high priority", "important", "as soon as possible", "soon", "quickly"),
    )


class Instructions(Setting):
    """How colleagues name each other, customers, times and urgency in IM."""

    kind: ClassVar[str] = "im.instructions"

    roles: Annotated[dict[str, Words], Field(max_length=40)]
    """For each role, the words that colleagues put before or after a name: «@客服-张敏»."""
    everybody: Words = ("所有人", "全体成员", "all", "everyone", "here", "channel")
    """Mentions of a whole group: they ask nobody in particular."""
    courtesies: Words = _COURTESIES
    """What surrounds a request without being its subject; taken off both ends of the title."""
    asking: Words = _ASKING
    """What may as well begin or end another word («看» and «看板», «支持» and «技术支持»): taken off only where a
    blank, a mark or another of these words stands beside it."""
    urgencies: Urgencies = Urgencies()
    morning_ends: TimeOfDay = "12:00"
    day_ends: TimeOfDay = "18:00"
    """When something is due that is wanted on a day, or before the end of work."""
    evening_ends: TimeOfDay = "21:00"
    afternoon_from_hour: Annotated[int, Field(ge=0, le=12)] = 7
    """«3点» without a part of the day is in the afternoon where the hour is below this one."""
    close_at_percent: Annotated[int, Field(ge=50, le=100)] = 75
    """How alike a customer's name must be to what was written, to be taken for it; 100 asks for the exact name."""
    close_margin_percent: Annotated[int, Field(ge=1, le=50)] = 10
    """By how much it must lead the next best."""
    close_from_characters: Annotated[int, Field(ge=2, le=40)] = 4
    """Shorter names are never guessed: «客户A» is like every other."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """What is said in Chinese and in English."""
        return {
            "default": cls(
                roles={
                    "agent": ("客服", "售后", "技术支持", "支持", "客户服务", "service", "support", "agent"),
                    "supervisor": ("主管", "组长", "supervisor"),
                    "sales_rep": ("销售", "业务", "sales"),
                    "sales_lead": ("销售主管", "销售经理", "sales lead"),
                    "customer_success": ("客户成功", "客户成功经理", "csm", "customer success"),
                    "product": ("产品", "产品经理", "product"),
                    "engineering": ("研发", "技术", "engineering"),
                },
            )
        }
