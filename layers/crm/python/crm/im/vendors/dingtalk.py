"""DingTalk (钉钉): messages to a robot, whose header is signed, and sealed event subscriptions.

Source: 钉钉开放平台, «机器人接收消息», «企业内部应用回调事件», «自定义机器人安全设置».
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from crm.im.documents import instant, items, json_object, members, text_of, word
from crm.im.errors import MalformedWebhookError, WrongReceiverError, WrongSignatureError
from crm.im.inbound import JSON, Answer, Arrival, InboundMessage, Mention
from crm.im.requests import WebhookRequest
from crm.im.vendors import callback
from crm.im.vendors.callback import CallbackKeys
from crm.im.vendors.hosts import on_host
from crm.im.verification import MILLISECONDS, require_fresh, same
from crm.im.writing import Writing

TOLERANCE_SECONDS = 3600
"""DingTalk's own limit, to either side."""

_REPLY_HOST = "oapi.dingtalk.com"
_GROUP = "2"
_DONE = "success"


@dataclass(frozen=True, slots=True)
class DingTalkRobot:
    """What was agreed for a robot; with a `robot_code`, messages to another robot are refused."""

    app_secret: str = field(repr=False)
    robot_code: str = ""

    def __post_init__(self) -> None:
        """Refuse to have nothing to verify by."""
        if not self.app_secret:
            raise ValueError("a robot has an app_secret")


def sign(secret: str, timestamp: str) -> str:
    """Return the signature of a timestamp in milliseconds, as it stands in the header."""
    signed = f"{timestamp}\n{secret}".encode("utf-8", "surrogatepass")
    return base64.b64encode(hmac.digest(secret.encode(), signed, hashlib.sha256)).decode()


def signed_url(url: str, secret: str, now: datetime) -> str:
    """Return the address of a group's own robot with the signature that it asks for, good for an hour."""
    timestamp = str(round(now.timestamp() * MILLISECONDS))
    return f"{url}&{urlencode({'timestamp': timestamp, 'sign': sign(secret, timestamp)})}"


def receive(request: WebhookRequest, robot: DingTalkRobot, now: datetime) -> Arrival:
    """Verify a message to a robot and read it.

    DingTalk signs the time, not the body: what the body says is worth no more than the secrecy of that header, so
    nothing in it may name a host for us to call.
    """
    timestamp = request.headers.get("timestamp", "")
    if not same(request.headers.get("sign", ""), sign(robot.app_secret, timestamp)):
        raise WrongSignatureError
    require_fresh(timestamp, now, TOLERANCE_SECONDS, MILLISECONDS)
    content = text_of(request.body)
    said = json_object(content)
    code = word(said.get("robotCode"))
    if robot.robot_code and code and not same(code, robot.robot_code):
        raise WrongReceiverError
    message = _message(said, now)
    return Arrival(Answer("{}", JSON), content, said, message, skipped=None if message else "no_text")


def receive_event(request: WebhookRequest, keys: CallbackKeys, now: datetime, random: bytes) -> Arrival:
    """Verify and open an event; the answer is the word success, sealed with 16 random bytes."""
    query = request.query
    given = query.get("msg_signature") or query.get("signature", "")
    timestamp, nonce = query.get("timestamp") or query.get("timeStamp", ""), query.get("nonce", "")
    ciphertext = json_object(text_of(request.body)).get("encrypt")
    if not isinstance(ciphertext, str):
        raise MalformedWebhookError
    content = callback.opened(keys, given, timestamp, nonce, ciphertext)
    require_fresh(timestamp, now, TOLERANCE_SECONDS, MILLISECONDS)
    answer = json.dumps(sealed_answer(keys, timestamp, nonce, random))
    return Arrival(Answer(answer, JSON), content, json_object(content), skipped="not_a_message")


def sealed_answer(keys: CallbackKeys, timestamp: str, nonce: str, random: bytes) -> dict[str, str]:
    """Return what DingTalk wants to hear."""
    ciphertext = callback.sealed(keys, _DONE, random)
    return {
        "msg_signature": callback.signature(keys.token, timestamp, nonce, ciphertext),
        "timeStamp": timestamp,
        "nonce": nonce,
        "encrypt": ciphertext,
    }


def _message(said: dict[str, Any], now: datetime) -> InboundMessage | None:
    writing = Writing()
    writing.say(_text(said))
    text, _ = writing.trimmed()
    message_id = word(said.get("msgId"))
    sender_id = word(said.get("senderStaffId")) or word(said.get("senderId"))
    if not message_id or not sender_id:
        raise MalformedWebhookError
    if not text:
        return None
    return InboundMessage(
        vendor="dingtalk",
        tenant_id=word(said.get("chatbotCorpId")),
        id=message_id,
        sender_id=sender_id,
        sender_name=word(said.get("senderNick")) or None,
        chat_id=word(said.get("conversationId")),
        group=word(said.get("conversationType")) == _GROUP,
        text=text,
        mentions=_mentioned(said),
        sent_at=instant(said.get("createAt"), now, MILLISECONDS),
        reply_url=on_host(said.get("sessionWebhook"), _REPLY_HOST),
        reply_until_at=instant(said.get("sessionWebhookExpiredTime"), now, MILLISECONDS),
    )


def _text(said: dict[str, Any]) -> str:
    content = members(said.get("content"))
    match said.get("msgtype"):
        case "text":
            return word(members(said.get("text")).get("content"))
        case "richText":
            return "".join(word(members(part).get("text")) for part in items(content.get("richText")))
        case "audio":
            return word(content.get("recognition"))
        case _:
            return ""


def _mentioned(said: dict[str, Any]) -> tuple[Mention, ...]:
    """Return the colleagues named beside the text: DingTalk lists them, the robot too, without their places."""
    robot = word(said.get("chatbotUserId"))
    people = [members(each) for each in items(said.get("atUsers"))]
    staff = (word(each.get("staffId")) for each in people if word(each.get("dingtalkId")) != robot)
    return tuple(Mention(im_user_id=each) for each in dict.fromkeys(filter(None, staff)))
