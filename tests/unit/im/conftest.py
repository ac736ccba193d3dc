"""Requests as the providers make them, and what instructions are read with."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from crm.core.calendar import BusinessCalendar
from crm.core.settings import Versioned
from crm.im.inbound import InboundMessage, Mention
from crm.im.instructions.customers import CustomerBook
from crm.im.instructions.model import Colleague, Customer, Instruction
from crm.im.instructions.reading import read
from crm.im.instructions.roster import Roster
from crm.im.requests import WebhookRequest
from crm.im.settings.instructions import Instructions
from crm.im.vendors.callback import CallbackKeys
from crm.im.vendors.dingtalk import DingTalkRobot
from crm.im.vendors.feishu import FeishuKeys
from crm.im.vendors.slack import SlackKeys
from tests.reference import sealed

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 10:00 in Shanghai."""

SECONDS = str(int(NOW.timestamp()))
MILLISECONDS = f"{SECONDS}000"
AES_KEY = base64.b64encode(bytes(range(32))).decode().rstrip("=")
RANDOM = b"sixteen randoms!"

WECOM = CallbackKeys("wecom-token", AES_KEY, "ww-kairos")
DINGTALK = CallbackKeys("ding-token", AES_KEY, "ding-kairos")
ROBOT = DingTalkRobot("robot-secret", "ding-robot")
FEISHU = FeishuKeys("feishu-key", "feishu-token")
SLACK = SlackKeys("slack-secret")


def _written(document: Any) -> str:
    """Return a document as JSON; what is a text already is sent as it is."""
    return document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)


def wecom_request(
    message: str | bytes,
    *,
    timestamp: str = SECONDS,
    receive_id: str = WECOM.receive_id,
    form: str = "<xml><ToUserName>ww</ToUserName><Encrypt><![CDATA[{}]]></Encrypt></xml>",
    query: Mapping[str, str] | None = None,
) -> WebhookRequest:
    raw = message if isinstance(message, bytes) else message.encode()
    ciphertext = sealed.callback(AES_KEY, RANDOM, raw, receive_id.encode())
    signed = {
        "msg_signature": sealed.callback_signature(WECOM.token, timestamp, "nonce", ciphertext),
        "timestamp": timestamp,
        "nonce": "nonce",
    }
    body = form.replace("{}", ciphertext)
    return WebhookRequest.received("POST", {**signed, **(query or {})}, {"Content-Type": "text/xml"}, body)


def wecom_text(text: str, **members: str) -> str:
    known = {
        "ToUserName": "ww-kairos",
        "FromUserName": "wang-qiang",
        "CreateTime": SECONDS,
        "MsgType": "text",
        "Content": text,
        "MsgId": "7250312367889432145",
        **members,
    }
    return "<xml>" + "".join(f"<{name}><![CDATA[{said}]]></{name}>" for name, said in known.items()) + "</xml>"


def feishu_request(
    document: Any, *, timestamp: str = SECONDS, encrypt: bool = True, headers: Mapping[str, str] | None = None
) -> WebhookRequest:
    text = _written(document)
    body = json.dumps({"encrypt": sealed.feishu("feishu-key", RANDOM, text.encode())}) if encrypt else text
    digest = hashlib.sha256(f"{timestamp}n-1feishu-key{body}".encode()).hexdigest()
    signed = {"X-Lark-Request-Timestamp": timestamp, "X-Lark-Request-Nonce": "n-1", "X-Lark-Signature": digest}
    return WebhookRequest.received("POST", {}, signed if headers is None else headers, body)


def feishu_message(content: Any, /, *, kind: str = "text", mentions: Any = (), **members: Any) -> dict[str, Any]:
    said = {
        "message_id": "om_1",
        "chat_id": "oc_1",
        "chat_type": "group",
        "create_time": MILLISECONDS,
        "message_type": kind,
        "content": json.dumps(content, ensure_ascii=False),
        "mentions": list(mentions),
        **members,
    }
    sender = {"sender_id": {"open_id": "ou_wang"}, "sender_type": "user"}
    return {
        "schema": "2.0",
        "header": {
            "event_id": "ev_1",
            "token": "feishu-token",
            "event_type": "im.message.receive_v1",
            "tenant_key": "tenant",
        },
        "event": {"sender": sender, "message": said},
    }


def robot_request(
    document: Any, *, timestamp: str = MILLISECONDS, key: str = "robot-secret", **headers: str
) -> WebhookRequest:
    digest = hmac.new(key.encode(), f"{timestamp}\n{key}".encode(), "sha256").digest()
    signed = {"timestamp": timestamp, "sign": base64.b64encode(digest).decode(), **headers}
    return WebhookRequest.received("POST", {}, signed, _written(document))


def robot_message(text: str = "", /, **members: Any) -> dict[str, Any]:
    return {
        "msgtype": "text",
        "text": {"content": text},
        "msgId": "msg_1",
        "conversationId": "cid_1",
        "conversationType": "2",
        "senderStaffId": "wang-qiang",
        "senderNick": "王强",
        "chatbotCorpId": "ding-corp",
        "chatbotUserId": "$:robot",
        "robotCode": "ding-robot",
        "createAt": int(MILLISECONDS),
        "sessionWebhook": "https://oapi.dingtalk.com/robot/sendBySession?session=s-1",
        "sessionWebhookExpiredTime": int(MILLISECONDS) + 3_600_000,
        **members,
    }


def event_request(message: str, *, timestamp: str = MILLISECONDS, receive_id: str = "ding-kairos") -> WebhookRequest:
    ciphertext = sealed.callback(AES_KEY, RANDOM, message.encode(), receive_id.encode())
    query = {
        "signature": sealed.callback_signature("ding-token", timestamp, "nonce", ciphertext),
        "timestamp": timestamp,
        "nonce": "nonce",
    }
    return WebhookRequest.received("POST", query, {}, json.dumps({"encrypt": ciphertext}))


def slack_request(
    body: Any, *, timestamp: str = SECONDS, media_type: str = "application/json", **headers: str
) -> WebhookRequest:
    text = _written(body)
    digest = hmac.new(b"slack-secret", f"v0:{timestamp}:{text}".encode(), "sha256").hexdigest()
    signed = {
        "Content-Type": media_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
        **headers,
    }
    return WebhookRequest.received("POST", {}, signed, text)


def slack_event(text: str, **members: Any) -> dict[str, Any]:
    event = {
        "type": "app_mention",
        "user": "U_WANG",
        "text": text,
        "ts": f"{SECONDS}.000016",
        "channel": "C1",
        **members,
    }
    authorizations = [{"user_id": "U_BOT", "is_bot": True}]
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "event": event,
        "authorizations": authorizations,
    }


WORDS = Versioned("default", 0, Instructions.shipped()["default"])
OFFICE = BusinessCalendar("Asia/Shanghai", dict.fromkeys(range(5), ((9 * 3600, 18 * 3600),)), {})
COLLEAGUES = (
    Colleague(id="zhang-min", name="张敏", roles=("agent",), im_user_ids=("U_MIN", "ou_min", "staff-min")),
    Colleague(id="li-lei", name="李雷", roles=("agent",), im_user_ids=("U_LEI",)),
    Colleague(id="zhang-san", name="张三", roles=("product",)),
    Colleague(id="wang-qiang", name="王强", roles=("supervisor",), im_user_ids=("U_WANG",)),
    Colleague(id="assistant", name="工单机器人", im_user_ids=("U_BOT",), bot=True),
)
CUSTOMERS = (
    Customer(id="customer-a", name="客户A"),
    Customer(id="customer-b", name="客户B", code="ERP-2002"),
    Customer(id="hongda", name="宏达集团", aliases=("Hongda Group",)),
    Customer(id="xingji", name="星际科技"),
)


def a_message(text: str, *mentions: Mention, **members: Any) -> InboundMessage:
    known = {
        "vendor": "wecom",
        "tenant_id": "ww-kairos",
        "id": "m-1",
        "sender_id": "wang-qiang",
        "chat_id": "chat-1",
        "group": True,
        "sent_at": NOW,
    }
    return InboundMessage.model_validate({**known, "text": text, "mentions": mentions, **members})


def understood(
    message: InboundMessage | str,
    colleagues: tuple[Colleague, ...] = COLLEAGUES,
    customers: tuple[Customer, ...] = CUSTOMERS,
    now: datetime = NOW,
) -> Instruction:
    said = a_message(message) if isinstance(message, str) else message
    return read(said, Roster(colleagues, WORDS.value), CustomerBook(customers), WORDS, OFFICE, now)
