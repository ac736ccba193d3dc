"""DingTalk: messages to a robot, and sealed events."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crm.im.errors import MalformedWebhookError, StaleWebhookError, WrongReceiverError, WrongSignatureError
from crm.im.vendors import callback, dingtalk
from tests.unit.im.conftest import (
    DINGTALK,
    MILLISECONDS,
    NOW,
    RANDOM,
    ROBOT,
    event_request,
    robot_message,
    robot_request,
)

TEXT = " @客服-张敏 帮忙跟进客户B 售后问题"


def test_the_published_rule_for_signing() -> None:
    expected = "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="
    assert dingtalk.sign("this is secret", "1577262236757") == expected


def test_a_robots_own_address_is_signed() -> None:
    url = dingtalk.signed_url("https://oapi.dingtalk.com/robot/send?access_token=t", "this is secret", NOW)
    query = parse_qs(urlsplit(url).query, strict_parsing=True)
    assert query["timestamp"] == [MILLISECONDS]
    assert query["sign"] == [dingtalk.sign("this is secret", MILLISECONDS)]
    assert query["access_token"] == ["t"]


def test_a_message_to_the_robot() -> None:
    message = dingtalk.receive(robot_request(robot_message(TEXT)), ROBOT, NOW).message
    assert message is not None
    assert (message.text, message.sender_id, message.sender_name) == (TEXT.strip(), "wang-qiang", "王强")
    assert (message.id, message.chat_id, message.group) == ("msg_1", "cid_1", True)
    assert message.sent_at == NOW
    assert message.reply_url == "https://oapi.dingtalk.com/robot/sendBySession?session=s-1"
    assert message.reply_until_at == NOW + timedelta(hours=1)


def test_colleagues_named_beside_the_text_but_not_the_robot() -> None:
    people = [
        {"dingtalkId": "$:robot", "staffId": "robot"},
        {"dingtalkId": "$:min", "staffId": "staff-min"},
        {"dingtalkId": "$:guest"},
    ]
    message = dingtalk.receive(robot_request(robot_message("跟进", atUsers=people)), ROBOT, NOW).message
    assert message is not None
    assert [each.im_user_id for each in message.mentions] == ["staff-min"]


KINDS: list[tuple[dict[str, Any], str | None]] = [
    (
        {"msgtype": "richText", "content": {"richText": [{"text": "跟进"}, {"type": "picture"}, {"text": "客户B"}]}},
        "跟进客户B",
    ),
    ({"msgtype": "audio", "content": {"recognition": "跟进客户B"}}, "跟进客户B"),
    ({"msgtype": "picture", "content": {"downloadCode": "c"}}, None),
    ({"msgtype": "text", "text": "跟进"}, None),
    ({"msgtype": ["text"]}, None),
]


@pytest.mark.parametrize(("members", "text"), KINDS)
def test_kinds_of_messages(members: dict[str, Any], text: str | None) -> None:
    arrival = dingtalk.receive(robot_request(robot_message(**members)), ROBOT, NOW)
    assert (arrival.message.text if arrival.message else None) == text
    assert arrival.skipped == (None if text else "no_text")


ELSEWHERE = [
    "https://evil.example/robot/sendBySession",
    "http://oapi.dingtalk.com/robot/sendBySession",
    "https://oapi.dingtalk.com.evil.example/x",
    "https://oapi.dingtalk.com@evil.example/x",
    "https://oapi.dingtalk.com:8443/x",
    "https://[oapi.dingtalk.com/x",
    "https://oapi.dingtalk.com/\r\nx",
    "https://169.254.169.254/latest",
    7,
    None,
]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_no_body_can_make_us_call_another_host(url: Any) -> None:
    message = dingtalk.receive(robot_request(robot_message(TEXT, sessionWebhook=url)), ROBOT, NOW).message
    assert message is not None
    assert message.reply_url is None


def test_another_secret_is_refused() -> None:
    with pytest.raises(WrongSignatureError):
        dingtalk.receive(robot_request(robot_message(TEXT), key="other"), ROBOT, NOW)


@pytest.mark.parametrize("sign", ["", "签名", "\ud800"])
def test_a_sign_that_is_none_is_refused(sign: str) -> None:
    with pytest.raises(WrongSignatureError):
        dingtalk.receive(robot_request(robot_message(TEXT), sign=sign), ROBOT, NOW)


@pytest.mark.parametrize("late", [-3601, 3601])
def test_more_than_an_hour_is_refused(late: int) -> None:
    with pytest.raises(StaleWebhookError):
        dingtalk.receive(robot_request(robot_message(TEXT)), ROBOT, NOW + timedelta(seconds=late))


@pytest.mark.parametrize("timestamp", ["", "-1", "1e12", "１７０００", "NaN", "9" * 16, " 17"])
def test_a_time_that_is_none_is_refused_although_it_is_signed(timestamp: str) -> None:
    with pytest.raises(StaleWebhookError):
        dingtalk.receive(robot_request(robot_message(TEXT), timestamp=timestamp), ROBOT, NOW)


def test_another_robots_message_is_refused() -> None:
    with pytest.raises(WrongReceiverError):
        dingtalk.receive(robot_request(robot_message(TEXT, robotCode="other")), ROBOT, NOW)


def test_a_message_without_its_id_is_refused() -> None:
    with pytest.raises(MalformedWebhookError):
        dingtalk.receive(robot_request(robot_message(TEXT, msgId=None)), ROBOT, NOW)


def test_an_event_is_answered_with_success_under_a_seal() -> None:
    arrival = dingtalk.receive_event(event_request('{"EventType": "check_url"}'), DINGTALK, NOW, RANDOM)
    assert arrival.payload == {"EventType": "check_url"}
    said = json.loads(arrival.answer.body)
    opened = callback.opened(DINGTALK, said["msg_signature"], said["timeStamp"], said["nonce"], said["encrypt"])
    assert opened == "success"


def test_an_event_for_another_application_or_of_another_day_is_refused() -> None:
    with pytest.raises(WrongReceiverError):
        dingtalk.receive_event(event_request("{}", receive_id="other"), DINGTALK, NOW, RANDOM)
    with pytest.raises(StaleWebhookError):
        dingtalk.receive_event(event_request("{}"), DINGTALK, NOW + timedelta(days=1), RANDOM)
