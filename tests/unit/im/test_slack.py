"""Slack: events, slash commands and interactive messages."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from crm.im.errors import MalformedWebhookError, StaleWebhookError, WrongSignatureError
from crm.im.inbound import InboundMessage
from crm.im.requests import WebhookRequest
from crm.im.vendors import slack
from crm.im.vendors.slack import SlackKeys
from tests.unit.im.conftest import NOW, SECONDS, SLACK, slack_event, slack_request, understood

FORM = "application/x-www-form-urlencoded"


def received(document: Any, **headers: str) -> InboundMessage | None:
    return slack.receive(slack_request(document, **headers), SLACK, NOW).message


def test_the_vendors_own_example() -> None:
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F"
        b"96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    expected = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert slack.signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body) == expected


def test_a_mention_is_shown_by_the_name_in_the_roster() -> None:
    message = received(slack_event("<@U_BOT> <@U_MIN> 帮忙跟进客户B 售后问题", thread_ts="1.5"))
    assert message is not None
    assert (message.sender_id, message.chat_id, message.thread_id) == ("U_WANG", "C1", "1.5")
    assert message.sent_at.replace(microsecond=0) == NOW
    said = understood(message)
    assert said.shown == "@工单机器人 @张敏 帮忙跟进客户B 售后问题"
    assert said.assignee_ids == ("zhang-min",)
    assert said.request == "帮忙跟进客户B 售后问题"


def test_two_events_of_one_message_are_the_same_message() -> None:
    mention, message = received(slack_event("x")), received({**slack_event("x", type="message"), "event_id": "Ev2"})
    assert mention is not None
    assert message is not None
    assert mention.key == message.key
    again = received(slack_event("x"), **{"X-Slack-Retry-Num": "1"})
    assert again is not None
    assert again.key == mention.key


MARKUP = [
    ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
    ("&lt;@U_MIN&gt;", "<@U_MIN>"),
    ("<!here> <!channel> <!subteam^S1|@service>", "@here @channel @service"),
    ("<#C2|general> <#C3>", "#general #C3"),
    ("<https://crm.example/accounts/customer-b>", "https://crm.example/accounts/customer-b"),
    ("<https://crm.example/accounts/customer-b|客户B>", "客户B https://crm.example/accounts/customer-b"),
    ("<mailto:li@kairos.example|li@kairos.example>", "li@kairos.example"),
    ("<@U_MIN|zhang.min> x", "@zhang.min x"),
    ("1 < 2", "1 < 2"),
    ("<>", ""),
]


@pytest.mark.parametrize(("written", "shown"), MARKUP)
def test_markup(written: str, shown: str) -> None:
    message = received(slack_event(f"t {written}"))
    assert message is not None
    assert message.text == f"t {shown}".strip()


def test_what_somebody_types_is_no_mention_of_an_id() -> None:
    message = received(slack_event("&lt;@U_MIN&gt; 客户B"))
    assert message is not None
    assert message.mentions == ()


def test_a_check_of_the_address_is_answered_with_its_challenge() -> None:
    document = {"type": "url_verification", "token": "t", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd"}
    arrival = slack.receive(slack_request(document), SLACK, NOW)
    assert json.loads(arrival.answer.body) == {"challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd"}


LEFT_ALONE = [
    (slack_event("x", bot_id="B1"), "from_a_bot"),
    (slack_event("x", subtype="bot_message"), "from_a_bot"),
    (slack_event("x", subtype="message_changed"), "not_new"),
    (slack_event("x", subtype="channel_join"), "not_new"),
    (slack_event("x", edited={"user": "U"}), "not_new"),
    (slack_event("x", type="reaction_added"), "not_a_message"),
    ({"type": "app_rate_limited"}, "not_a_message"),
    (slack_event("  "), "no_text"),
]


@pytest.mark.parametrize(("document", "skipped"), LEFT_ALONE)
def test_what_is_no_new_message_of_a_person_is_left_alone(document: Any, skipped: str) -> None:
    arrival = slack.receive(slack_request(document), SLACK, NOW)
    assert (arrival.message, arrival.skipped) == (None, skipped)


def test_a_file_with_a_text_is_a_message() -> None:
    assert received(slack_event("看图", subtype="file_share")) is not None


COMMAND = {
    "team_id": "T1",
    "channel_id": "C1",
    "channel_name": "directmessage",
    "user_id": "U_WANG",
    "user_name": "wang",
    "command": "/card",
    "text": "<@U_MIN|zhang.min> 跟进客户B 退货",
    "trigger_id": "1.2.3",
    "response_url": "https://hooks.slack.com/commands/T1/2/3",
}


def test_a_slash_command() -> None:
    message = received(urlencode(COMMAND), media_type=FORM)
    assert message is not None
    assert (message.id, message.group, message.reply_url) == ("1.2.3", False, COMMAND["response_url"])
    assert understood(message).assignee_ids == ("zhang-min",)
    elsewhere = received(urlencode({**COMMAND, "response_url": "https://evil.example/x"}), media_type=FORM)
    assert elsewhere is not None
    assert elsewhere.reply_url is None
    assert (
        slack.receive(slack_request(urlencode({**COMMAND, "text": " "}), media_type=FORM), SLACK, NOW).message is None
    )


def test_an_interactive_message() -> None:
    body = urlencode({"payload": json.dumps({"type": "block_actions", "user": {"id": "U_WANG"}})})
    arrival = slack.receive(slack_request(body, media_type=FORM), SLACK, NOW)
    assert arrival.payload["payload"] == {"type": "block_actions", "user": {"id": "U_WANG"}}
    assert arrival.skipped == "not_a_message"


MALFORMED_FORMS = ["payload=no+json", "payload=%5B%5D", "text=%FF", "&".join(["a=1"] * 101), "text=x&user_id=U"]


@pytest.mark.parametrize("body", MALFORMED_FORMS, ids=lambda body: body[:20])
def test_a_form_that_is_none_is_refused(body: str) -> None:
    with pytest.raises(MalformedWebhookError):
        slack.receive(slack_request(body, media_type=FORM), SLACK, NOW)


@pytest.mark.parametrize("late", [-301, 301])
def test_more_than_five_minutes_is_refused(late: int) -> None:
    request = slack_request(slack_event("x"))
    assert slack.receive(request, SLACK, NOW + timedelta(seconds=300 if late > 0 else -300)).message is not None
    with pytest.raises(StaleWebhookError):
        slack.receive(request, SLACK, NOW + timedelta(seconds=late))


@pytest.mark.parametrize("given", ["", "v0=", "v1=00", "v0=é", "v0=\udcff"])
def test_a_signature_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(WrongSignatureError):
        slack.receive(slack_request(slack_event("x"), **{"X-Slack-Signature": given}), SLACK, NOW)


def test_every_byte_of_the_body_is_signed() -> None:
    request = slack_request(slack_event("x"))
    for place in range(len(request.body)):
        changed = bytearray(request.body)
        changed[place] ^= 1
        with pytest.raises(WrongSignatureError):
            slack.receive(WebhookRequest("POST", {}, request.headers, bytes(changed)), SLACK, NOW)


def test_the_time_is_signed_too() -> None:
    later = str(int(SECONDS) + 1)
    with pytest.raises(WrongSignatureError):
        slack.receive(slack_request(slack_event("x"), **{"X-Slack-Request-Timestamp": later}), SLACK, NOW)


def test_there_must_be_a_secret() -> None:
    with pytest.raises(ValueError, match="signing secret"):
        SlackKeys("")
