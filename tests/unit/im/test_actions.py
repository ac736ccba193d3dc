"""What somebody says of how far they are."""

import pytest

from crm.im import actions
from crm.im.inbound import Mention
from crm.im.settings.policy import ImPolicy
from tests.unit.im.conftest import a_message

WORDS = ImPolicy.shipped()["default"].actions


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("接受", "accept"),
        ("好的", "accept"),
        ("I'll take it", "accept"),
        ("开始处理", "start"),
        ("Working on it…", "start"),
        ("已完成", "complete"),
        ("【已完成】", "complete"),
        ("已完成！客户已收到换货", "complete"),
        ("ＤＯＮＥ", "complete"),
        ("done - replaced the part", "complete"),
        ("拒绝：不在我的范围", "decline"),
        ("can't do", "decline"),
        ("完成度如何？", None),
        ("好的客户B那边怎么说", None),
        ("donetsk", None),
        ("还没完成", None),
        ("", None),
    ],
)
def test_a_word_counts_alone_or_with_more_behind_a_mark(text: str, action: str | None) -> None:
    assert actions.taken(a_message(text), WORDS) == action


def test_whoever_mentions_a_colleague_asks_for_something() -> None:
    bot = Mention(im_user_id="U_BOT", name="机器人", bot=True, start=0, end=4)
    assert actions.taken(a_message("@机器人 已完成", bot), WORDS) == "complete"
    colleague = Mention(im_user_id="U_MIN", name="张敏", start=0, end=3)
    assert actions.taken(a_message("@张敏 已完成", colleague), WORDS) is None
    assert actions.taken(a_message("已完成 @张敏"), WORDS) is None
