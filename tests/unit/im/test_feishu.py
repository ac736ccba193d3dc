"""Feishu: event subscriptions, encrypted or not."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.im.errors import (
    MalformedWebhookError,
    StaleWebhookError,
    WebhookRefusedError,
    WrongReceiverError,
    WrongSignatureError,
)
from crm.im.requests import WebhookRequest
from crm.im.vendors import feishu
from crm.im.vendors.feishu import FeishuKeys
from tests.reference import sealed
from tests.unit.im.conftest import FEISHU, NOW, SECONDS, feishu_message, feishu_request

MIN = {"key": "@_user_1", "id": {"open_id": "ou_min"}, "name": "客服-张敏"}
CHECK = {"type": "url_verification", "token": "feishu-token", "challenge": "ajls384kdjx98XX"}


def test_the_vendors_own_example() -> None:
    assert feishu.decrypted("test key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=") == "hello world"


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.binary(min_size=16, max_size=16))
def test_what_the_reference_encrypts_is_decrypted_and_the_same_as_ours(message: str, vector: bytes) -> None:
    ciphertext = sealed.feishu("key", vector, message.encode())
    assert feishu.encrypted("key", message, vector) == ciphertext
    if message:
        assert feishu.decrypted("key", ciphertext) == message


@given(st.text(max_size=100) | st.binary(max_size=100).map(bytes.hex))
def test_any_text_in_place_of_a_ciphertext_is_refused(ciphertext: str) -> None:
    with pytest.raises(WebhookRefusedError):
        feishu.decrypted("key", ciphertext)


def test_a_message_with_its_mention_by_name() -> None:
    document = feishu_message({"text": "@_user_1 帮忙跟进客户B 售后问题"}, mentions=[MIN])
    message = feishu.receive(feishu_request(document), FEISHU, NOW).message
    assert message is not None
    assert message.text == "@客服-张敏 帮忙跟进客户B 售后问题"
    (mention,) = message.mentions
    assert (mention.im_user_id, mention.name) == ("ou_min", "客服-张敏")
    assert message.text[mention.start : mention.end] == "@客服-张敏"
    assert (message.id, message.event_id, message.chat_id, message.sender_id) == ("om_1", "ev_1", "oc_1", "ou_wang")
    assert message.sent_at == NOW
    assert message.link == "https://applink.feishu.cn/client/chat/open?openChatId=oc_1"


def test_placeholders_that_begin_each_other_are_told_apart() -> None:
    people = [
        {"key": f"@_user_{number}", "id": {"open_id": f"ou_{number}"}, "name": f"名{number}"} for number in (1, 10)
    ]
    document = feishu_message({"text": "@_user_10 @_user_1 @_all"}, mentions=people)
    message = feishu.receive(feishu_request(document), FEISHU, NOW).message
    assert message is not None
    assert message.text == "@名10 @名1 @所有人"
    assert [each.im_user_id for each in message.mentions] == ["ou_10", "ou_1"]


def test_a_rich_text() -> None:
    lines = [
        [{"tag": "at", "user_id": "@_user_1", "user_name": "客服-张敏"}, {"tag": "text", "text": " 跟进"}],
        [{"tag": "a", "text": "客户B", "href": "https://crm.example/accounts/customer-b"}, {"tag": "img"}],
    ]
    document = feishu_message({"title": "售后", "content": lines}, kind="post", mentions=[MIN])
    message = feishu.receive(feishu_request(document), FEISHU, NOW).message
    assert message is not None
    assert message.text == "售后\n@客服-张敏 跟进\n客户B https://crm.example/accounts/customer-b"
    assert [each.im_user_id for each in message.mentions] == ["ou_min"]


def test_an_event_of_the_first_version() -> None:
    event = {
        "type": "message",
        "msg_type": "text",
        "text": '<at open_id="ou_min">@客服-张敏</at> 跟进客户B',
        "open_id": "ou_wang",
        "open_message_id": "om_9",
        "open_chat_id": "oc_9",
        "chat_type": "group",
    }
    document = {"uuid": "u-1", "token": "feishu-token", "ts": SECONDS, "type": "event_callback", "event": event}
    message = feishu.receive(feishu_request(document), FEISHU, NOW).message
    assert message is not None
    assert (message.text, message.id, message.event_id) == ("@客服-张敏 跟进客户B", "om_9", "u-1")
    assert [each.im_user_id for each in message.mentions] == ["ou_min"]
    assert message.sent_at == NOW


@pytest.mark.parametrize("encrypt", [True, False])
def test_a_check_of_the_address_is_answered_with_its_challenge(encrypt: bool) -> None:
    arrival = feishu.receive(feishu_request(CHECK, encrypt=encrypt), FEISHU, NOW)
    assert json.loads(arrival.answer.body) == {"challenge": "ajls384kdjx98XX"}
    assert arrival.message is None


def test_a_check_may_come_unsigned_and_nothing_else() -> None:
    arrival = feishu.receive(feishu_request(CHECK, headers={}), FEISHU, NOW)
    assert json.loads(arrival.answer.body) == {"challenge": "ajls384kdjx98XX"}
    unsigned: list[Any] = [
        feishu_request(feishu_message({"text": "x"}), headers={}),
        feishu_request(feishu_message({"text": "x"}), headers={}, encrypt=False),
        WebhookRequest.received("POST", {}, {}, json.dumps({"encrypt": "AAAA"})),
        WebhookRequest.received("POST", {}, {}, "no json"),
    ]
    for request in unsigned:
        with pytest.raises(WrongSignatureError):
            feishu.receive(request, FEISHU, NOW)


@pytest.mark.parametrize("document", [{**CHECK, "token": "other"}, {**CHECK, "token": None}])
def test_a_wrong_token_is_refused(document: Any) -> None:
    with pytest.raises(WrongReceiverError):
        feishu.receive(feishu_request(document), FEISHU, NOW)


def test_without_an_encrypt_key_the_token_proves_the_sender() -> None:
    keys = FeishuKeys(verification_token="feishu-token")
    document = feishu_message({"text": "跟进客户B"})
    message = feishu.receive(feishu_request(document, encrypt=False, headers={}), keys, NOW).message
    assert message is not None
    document["header"]["token"] = "other"
    with pytest.raises(WrongReceiverError):
        feishu.receive(feishu_request(document, encrypt=False, headers={}), keys, NOW)


def test_there_must_be_something_to_verify_by() -> None:
    with pytest.raises(ValueError, match="encrypt key"):
        FeishuKeys()


def test_a_body_that_means_the_same_but_was_not_signed_is_refused() -> None:
    signed = feishu_request(CHECK)
    changed = WebhookRequest("POST", {}, signed.headers, signed.body.replace(b": ", b":  "))
    with pytest.raises(WrongSignatureError):
        feishu.receive(changed, FEISHU, NOW)


def test_a_time_beyond_all_repetitions_is_refused() -> None:
    request = feishu_request(feishu_message({"text": "跟进客户B"}))
    assert feishu.receive(request, FEISHU, NOW + timedelta(hours=7, minutes=6)).message is not None
    with pytest.raises(StaleWebhookError):
        feishu.receive(request, FEISHU, NOW + timedelta(hours=9))


def test_a_programs_message_is_left_alone() -> None:
    document = feishu_message({"text": "跟进客户B"})
    document["event"]["sender"]["sender_type"] = "app"
    assert feishu.receive(feishu_request(document), FEISHU, NOW).skipped == "from_a_bot"


LEFT_ALONE = [
    (feishu_message({"image_key": "i"}, kind="image"), "no_text"),
    (feishu_message({"text": "   "}), "no_text"),
    ({**feishu_message({"text": "x"}), "header": {"token": "feishu-token", "event_type": "other"}}, "not_a_message"),
]


@pytest.mark.parametrize(("document", "skipped"), LEFT_ALONE)
def test_what_holds_no_text_is_taken_and_left_alone(document: Any, skipped: str) -> None:
    arrival = feishu.receive(feishu_request(document), FEISHU, NOW)
    assert (arrival.message, arrival.skipped) == (None, skipped)


MALFORMED = [
    feishu_message({"text": "x"}, message_id=None),
    feishu_message({"text": "x"}, content="no json"),
    feishu_message({"text": "x"}, content='{"text": "\\ud800"}'),
    feishu_message({"text": "x"}, content=7),
]


@pytest.mark.parametrize("document", MALFORMED)
def test_a_message_that_is_none_is_refused(document: Any) -> None:
    with pytest.raises(MalformedWebhookError):
        feishu.receive(feishu_request(document), FEISHU, NOW)


def test_a_time_that_is_none_is_now() -> None:
    document = feishu_message({"text": "x"}, create_time="9" * 30)
    message = feishu.receive(feishu_request(document), FEISHU, NOW).message
    assert message is not None
    assert message.sent_at == NOW
