"""The customer's own test case B-1 of seed 000, by its name and in its words: from IM to the board and back."""

from typing import Any

import pytest

from infra.local import outbox
from tests.flows.conftest import Company
from tests.integration.im.conftest import CREDENTIALS, bring, link, written

INSTRUCTION = "@客服-张敏 帮忙跟进客户B 售后问题"
ZHAO, ZHANG_MIN = "U_ZHAO", "U_MIN"
"""Who 销售赵 and 张敏 are at the provider."""

ASKED = "1772416800.000016"


class Chat:
    """A channel of Slack in which the company's bot is."""

    def __init__(self, company: Company) -> None:
        self.company = company
        body = {"name": "Slack", "credentials": CREDENTIALS["slack"]}
        self.connection_id = company.does("admin", "POST /im/connections", body)["connection_id"]
        for im_user_id, user_id in ((ZHAO, "zhao"), (ZHANG_MIN, "zhang-min")):
            link(company.twin, self.connection_id, im_user_id, user_id)
        self.before = len(company.twin.im_providers.sent)

    def brings(self, who: str, text: str, ts: str, **members: str) -> None:
        """Let the provider bring what somebody wrote, signed, and all that follows from it."""
        request = written(self.company.twin, "slack", text, ts, user=who, **members)
        answer = bring(self.company.twin, self.connection_id, request)
        assert answer.status == 200, answer.body
        self.company.twin.settle()

    @property
    def told(self) -> list[dict[str, Any]]:
        """What the provider was told to say, oldest first."""
        return self.company.twin.im_providers.sent[self.before :]


@pytest.fixture
def chat(company: Company) -> Chat:
    zhao = {"user_id": "zhao", "name": "销售赵", "email": "zhao@kairos.example", "roles": ["agent"]}
    company.does("admin", "POST /users", zhao)
    company.does("zhang-min", "PUT /users/zhang-min/presence", {"presence": "online"})
    return Chat(company)


def sent(company: Company, template: str) -> list[dict[str, Any]]:
    """Return what was sent of a kind through IM."""
    return [each for each in outbox.sent(company.twin) if (each["template"], each["channel"]) == (template, "im")]


@pytest.mark.requirement("R-255", "R-303", "R-304", "R-305", "R-306", "R-307")
def test_用例_B_1_IM_触发协同卡片(company: Company, chat: Chat) -> None:
    # 销售在企业 IM 中输入“@客服-张敏 帮忙跟进客户B 售后问题”。
    chat.brings(ZHAO, INSTRUCTION, ASKED)

    # 查看 CRM 协同看板：系统自动创建“客户 B 售后问题”协同卡片，指派给张敏。
    columns = company.does("wang-qiang", "GET /boards/collab?of=all")["columns"]
    ((row,),) = [each["items"] for each in columns if each["items"]]
    assert row["title"].replace(" ", "") == "客户B售后问题"
    assert (row["assignee_id"], row["requester_id"], row["card_type"]) == ("zhang-min", "zhao", "service_support")

    # 卡片包含上下文链接与期望完成时间。
    card = company.does("zhang-min", f"GET /collab-cards/{row['card_id']}")
    assert card["context"]["url"]
    assert card["expected_at"]
    assert card["context"]["messages"][0]["text"] == INSTRUCTION
    assert card["account"]["name"] == "客户B"

    # 张敏在 IM 中收到提醒……
    (reminded,) = sent(company, "card_assigned")
    assert (reminded["to"], reminded["state"]) == ("zhang-min", "sent")
    assert sent(company, "card_done") == []
    after_asking = len(chat.told)

    # ……处理完成后回执“已完成”。
    company.does("zhang-min", f"POST /collab-cards/{row['card_id']}/complete", {"result": "已更换设备，客户确认恢复"})
    (receipt,) = sent(company, "card_done")
    assert (receipt["to"], receipt["state"]) == (card["context"]["thread_id"], "sent")
    (said,) = chat.told[after_asking:]
    assert "已完成" in str(said)

    # 同一条消息再次送达：不再有新的卡片和消息。
    told = len(chat.told)
    chat.brings(ZHAO, INSTRUCTION, ASKED)
    assert len(chat.told) == told
    assert len(company.does("wang-qiang", "GET /collab-cards?account=customer-b")["items"]) == 1


def test_张敏在_IM_中回复已完成(company: Company, chat: Chat) -> None:
    chat.brings(ZHAO, INSTRUCTION, ASKED)
    chat.brings(ZHANG_MIN, "已完成，客户确认恢复", "1772416860.000017", thread_ts=ASKED)
    (row,) = company.does("wang-qiang", "GET /collab-cards?account=customer-b")["items"]
    assert row["status"] == "done"
    assert len(sent(company, "card_done")) == 1
    assert company.does("zhang-min", "GET /inbox")["items"] == []


@pytest.mark.requirement("R-268")
def test_回执准确率(company: Company, chat: Chat) -> None:
    assert company.does("qa", "GET /metrics/receipt_accuracy")["value"] is None
    cards = []
    for number in (1, 2):
        chat.brings(ZHAO, INSTRUCTION, f"177241680{number}.000016")
        cards = company.does("wang-qiang", "GET /collab-cards?account=customer-b")["items"]
    first, second = (each["card_id"] for each in cards)

    company.does("zhang-min", f"POST /collab-cards/{first}/complete", {"result": "已更换设备"})
    assert company.does("zhang-min", f"GET /collab-cards/{first}")["receipt_at"] is not None
    shown = company.does("qa", "GET /metrics/receipt_accuracy?by=assignee")
    assert [(each["key"], each["value"]) for each in shown["groups"]] == [("zhang-min", 1)]

    # 回执没有送达：会话所在的 IM 不再接受消息。
    company.twin.im_providers.answers.append((200, {"ok": False, "error": "channel_not_found"}))
    company.does("zhang-min", f"POST /collab-cards/{second}/complete", {"result": "已更换设备"})
    assert company.does("zhang-min", f"GET /collab-cards/{second}")["receipt_at"] is None
    shown = company.does("qa", "GET /metrics/receipt_accuracy")
    assert (shown["value"], shown["numerator"], shown["denominator"]) == (0.5, 1, 2)

    # 由人手动创建的卡片没有会话，也就没有回执。
    by_hand = {"card_type": "service_support", "title": "客户B 回访", "assignee_id": "li-lei"}
    card_id = company.does("wang-qiang", "POST /collab-cards", by_hand | {"account_id": "customer-b"})["card_id"]
    company.does("li-lei", f"POST /collab-cards/{card_id}/complete", {"result": "已回访"})
    assert company.does("qa", "GET /metrics/receipt_accuracy")["denominator"] == 2
