"""What we say in IM, and the requests that say it."""

import json
from datetime import timedelta
from typing import Any, get_args
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.i18n import LOCALES, Locale
from crm.im.instructions.model import Obstacle, Problem
from crm.im.outbound import content, dingtalk, feishu, slack, wecom
from crm.im.outbound.content import Content
from crm.im.outbound.request import Origin, OutboundRequest, shortened
from tests.unit.im.conftest import NOW, a_message, understood

CARD = "https://crm.example/collab-cards/card_1"
SAID = Content(title="【已完成】客户 B 售后问题", lines=("处理人：张敏",), link=CARD, link_text="查看卡片")
HOSTILE = Content(title="<!channel> <at id=all></at> **x** [a](https://evil.example)", lines=("<@U1> @all `x`",))


def document(request: OutboundRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.body)
    return found


def origin(**members: Any) -> Origin:
    known = {
        "vendor": "slack",
        "message_id": "C1:1772416800.000016",
        "sender_id": "U_WANG",
        "chat_id": "C1",
        "group": True,
    }
    return Origin(**{**known, **members})


def test_what_was_not_understood_is_answered_with_a_form_that_is_filled_in() -> None:
    message = a_message("@客服 加急跟进客户B 退货，明天下午3点前")
    names = {"zhang-min": "张敏", "li-lei": "李雷"}
    (line,) = content.problems(understood(message).problems, names, "zh-CN")
    assert line == "@客服 只说明了角色，没有说明是谁。您是否指：张敏、李雷？"
    link = content.creation_link("https://crm.example/cards/new", message, understood(message))
    assert link.startswith("https://crm.example/cards/new?")
    assert parse_qs(urlsplit(link).query, strict_parsing=True) == {
        "account_id": ["customer-b"],
        "title": ["客户 B 退货"],
        "due_at": ["2026-03-03T07:00:00Z"],
        "urgency": ["urgent"],
        "source": ["wecom:ww-kairos:m-1"],
    }


def test_who_is_understood_is_filled_in_too() -> None:
    message = a_message("@张敏 @李雷 跟进退货")
    link = content.creation_link("https://crm.example/cards/new", message, understood(message))
    assert parse_qs(urlsplit(link).query)["assignee_id"] == ["zhang-min,li-lei"]
    assert len(content.creation_link("https://x.example", a_message("汉" * 4000), understood("汉" * 4000))) < 2500


@pytest.mark.parametrize("locale", LOCALES)
def test_every_problem_has_its_words(locale: Locale) -> None:
    for code in get_args(Obstacle):
        (line,) = content.problems([Problem(code=code, written="@x", candidates=("a",))], {"a": "A"}, locale)
        assert "A" in line


def test_wecom_to_a_colleague() -> None:
    request = wecom.to_person(SAID, "zhang-min", 1000002)
    assert (request.method, request.host, request.path) == ("POST", "qyapi.weixin.qq.com", "/cgi-bin/message/send")
    said = document(request)
    assert (said["touser"], said["agentid"], said["msgtype"]) == ("zhang-min", 1000002, "textcard")
    assert said["textcard"] == {"title": SAID.title, "description": "处理人：张敏", "url": CARD, "btntxt": "查看卡片"}
    assert said["enable_duplicate_check"] == 1
    assert request.authorised("at").query == {"access_token": "at"}


def test_wecom_where_a_message_came_from() -> None:
    here = origin(vendor="wecom", reply_url="https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=c")
    request = wecom.to_origin(SAID, here, 1, NOW)
    assert (request.path, request.query) == ("/cgi-bin/aibot/response", {"response_code": "c"})
    assert document(request)["markdown"]["content"] == f"**{SAID.title}**\n处理人：张敏\n[查看卡片]({CARD})"
    assert request.authorised("at") == request
    in_group = wecom.to_origin(SAID, origin(vendor="wecom"), 1, NOW)
    assert (in_group.path, document(in_group)["chatid"]) == ("/cgi-bin/appchat/send", "C1")
    alone = wecom.to_origin(SAID, origin(vendor="wecom", group=False), 1, NOW)
    assert (alone.path, document(alone)["touser"]) == ("/cgi-bin/message/send", "U_WANG")


def test_wecom_has_no_card_without_a_link_and_no_button_of_five_characters() -> None:
    assert document(wecom.to_person(HOSTILE, "u", 1))["msgtype"] == "text"
    long = SAID.model_copy(update={"link_text": "Create it"})
    assert "btntxt" not in document(wecom.to_person(long, "u", 1))["textcard"]


def test_feishu_to_a_colleague() -> None:
    request = feishu.to_person(SAID, "ou_min", "msg_01J")
    assert (request.host, request.path) == ("open.feishu.cn", "/open-apis/im/v1/messages")
    assert request.query == {"receive_id_type": "open_id"}
    said = document(request)
    assert (said["receive_id"], said["msg_type"], said["uuid"]) == ("ou_min", "interactive", "msg_01J")
    card = json.loads(said["content"])
    assert card["header"]["title"] == {"tag": "plain_text", "content": SAID.title}
    assert card["elements"][1]["actions"][0]["url"] == CARD
    assert request.authorised("t").headers["Authorization"] == "Bearer t"


def test_feishu_answers_a_message_in_its_thread() -> None:
    request = feishu.to_origin(SAID, origin(vendor="feishu", message_id="om/1", thread_id="om_0"), "k" * 80)
    assert request.path == "/open-apis/im/v1/messages/om%2F1/reply"
    assert document(request)["reply_in_thread"] is True
    assert len(document(request)["uuid"]) == 50
    assert document(feishu.to_origin(SAID, origin(vendor="feishu"), "k"))["reply_in_thread"] is False


def test_dingtalk_to_a_colleague() -> None:
    request = dingtalk.to_person(SAID, "zhang-min", "ding-robot")
    assert (request.host, request.path) == ("api.dingtalk.com", "/v1.0/robot/oToMessages/batchSend")
    said = document(request)
    assert (said["robotCode"], said["userIds"], said["msgKey"]) == ("ding-robot", ["zhang-min"], "sampleMarkdown")
    assert json.loads(said["msgParam"])["text"] == f"**{SAID.title}**  \n处理人：张敏  \n[查看卡片]({CARD})"
    assert request.authorised("t").headers["x-acs-dingtalk-access-token"] == "t"


def test_dingtalk_where_a_message_came_from_as_long_as_that_is_open() -> None:
    here = origin(
        vendor="dingtalk",
        chat_id="cid",
        reply_url="https://oapi.dingtalk.com/robot/sendBySession?session=s",
        reply_until_at=NOW + timedelta(hours=1),
    )
    request = dingtalk.to_origin(SAID, here, "r", NOW)
    assert (request.host, request.query) == ("oapi.dingtalk.com", {"session": "s"})
    assert document(request)["at"] == {"atUserIds": ["U_WANG"]}
    later = dingtalk.to_origin(SAID, here, "r", NOW + timedelta(hours=1))
    assert (later.path, document(later)["openConversationId"]) == ("/v1.0/robot/groupMessages/send", "cid")
    alone = dingtalk.to_origin(SAID, origin(vendor="dingtalk", group=False), "r", NOW)
    assert document(alone)["userIds"] == ["U_WANG"]


def test_slack_to_a_colleague_and_into_the_thread() -> None:
    request = slack.to_person(SAID, "U_MIN")
    assert (request.host, request.path) == ("slack.com", "/api/chat.postMessage")
    said = document(request)
    assert (said["channel"], "thread_ts" in said) == ("U_MIN", False)
    assert said["text"] == f"{SAID.title}\n处理人：张敏\n{CARD}"
    assert [each["type"] for each in said["blocks"]] == ["header", "section", "actions"]
    assert document(slack.to_origin(SAID, origin()))["thread_ts"] == "1772416800.000016"
    assert document(slack.to_origin(SAID, origin(thread_id="1.5")))["thread_ts"] == "1.5"
    command = document(slack.to_origin(SAID, origin(message_id="1.2.abc")))
    assert "thread_ts" not in command


def test_an_origin_is_where_the_message_came_from() -> None:
    message = a_message("x", vendor="slack", thread_id="1.5", reply_url="https://hooks.slack.com/x", reply_until_at=NOW)
    here = Origin.of(message)
    assert (here.vendor, here.message_id, here.thread_id, here.chat_id) == ("slack", "m-1", "1.5", "chat-1")
    assert here.reply_address(NOW - timedelta(seconds=1)) == "https://hooks.slack.com/x"
    assert here.reply_address(NOW) is None


def test_nobody_can_call_a_group_or_set_a_link_by_what_they_write() -> None:
    in_slack = document(slack.to_person(HOSTILE, "U"))
    assert "<" not in in_slack["text"]
    assert {each["text"]["type"] for each in in_slack["blocks"]} == {"plain_text"}
    in_feishu = json.loads(document(feishu.to_person(HOSTILE, "ou", "k"))["content"])
    assert {each["text"]["tag"] for each in in_feishu["elements"]} == {"plain_text"}
    in_dingtalk = json.loads(document(dingtalk.to_person(HOSTILE, "u", "r"))["msgParam"])["text"]
    assert "\\[a\\]\\(https://evil.example\\)" in in_dingtalk
    in_wecom = document(wecom.to_person(HOSTILE, "u", 1))["text"]["content"]
    assert not set("<>[]*`") & set(in_wecom)


@given(st.text(max_size=3000), st.lists(st.text(max_size=3000), max_size=4))
def test_the_providers_limits_hold_whatever_is_said(title: str, lines: list[str]) -> None:
    said = Content(title=title, lines=tuple(lines), link=CARD, link_text="查看")
    card = document(wecom.to_person(said, "u", 1))["textcard"]
    assert len(card["title"].encode()) <= 128
    assert 0 < len(card["description"].encode()) <= 512
    reply = origin(reply_url="https://qyapi.weixin.qq.com/x")
    assert len(document(wecom.to_origin(said, reply, 1, NOW))["markdown"]["content"].encode()) <= 2048
    assert len(feishu.to_person(said, "ou", "k").body) <= 150_000
    blocks = document(slack.to_person(said, "U"))["blocks"]
    assert len(blocks[0]["text"]["text"]) <= 150
    assert all(len(each["text"]["text"]) <= 3000 for each in blocks if "text" in each)
    assert len(json.loads(document(dingtalk.to_person(said, "u", "r"))["msgParam"])["text"].encode()) <= 5000


@given(st.text(max_size=60), st.integers(3, 60))
def test_a_text_is_cut_between_characters(text: str, limit: int) -> None:
    cut = shortened(text, limit)
    assert len(cut.encode()) <= limit
    assert cut == text or cut.endswith("…")
