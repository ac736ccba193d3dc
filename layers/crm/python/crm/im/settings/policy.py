"""How much is sent through IM, which words say how far something is, and where cards are made by hand."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field

from crm.core.settings import Setting
from crm.im.events import ThreadAction
from crm.im.inbound import Vendor
from crm.im.settings.instructions import Words

_ACTIONS: dict[ThreadAction, tuple[str, ...]] = {
    "accept": ("接受", "我来处理", "我来跟进", "收到", "好的", "accept", "accepted", "on it", "i'll take it"),
    "start": ("开始处理", "处理中", "跟进中", "开始", "start", "started", "in progress", "working on it"),
    "complete": ("已完成", "已处理", "已解决", "完成", "搞定", "done", "completed", "finished", "resolved"),
    "decline": ("拒绝", "无法处理", "处理不了", "不接", "decline", "declined", "reject", "can't do"),
}


class ImPolicy(Setting):
    """The rules of IM."""

    kind: ClassVar[str] = "im.policy"

    per_minute: dict[Vendor, Annotated[int, Field(ge=1, le=10_000)]]
    """How many messages a provider takes in a minute through one connection; the others wait."""
    actions: dict[ThreadAction, Words]
    """What people write in a thread to say how far they are: alone, or with more behind it."""
    card_page: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^(https?:/)?/[!-~]*$")] = "/cards/new"
    """The page on which a card is made by hand: a whole address, or a path beside the portal's."""
    calendar: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")] = "office"
    """The working days by which «两个工作日内» is counted."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Stay below what each provider allows."""
        return {"default": cls(per_minute={"wecom": 200, "feishu": 300, "dingtalk": 20, "slack": 60}, actions=_ACTIONS)}

    def references(self) -> set[tuple[str, str]]:
        """Rely on the calendar."""
        return {("directory.calendar", self.calendar)}
