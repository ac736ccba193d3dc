"""WeCom (企业微信): messages to an application (XML) and to a bot in a group (JSON), both sealed.

Source: 企业微信开发者中心, «接收消息与事件», «加解密方案说明», «智能机器人 · 接收消息».
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from crm.im.documents import instant, items, json_object, members, text_of, word, xml_members
from crm.im.errors import MalformedWebhookError
from crm.im.inbound import Answer, Arrival, InboundMessage, Skipped
from crm.im.requests import WebhookRequest
from crm.im.vendors import callback
from crm.im.vendors.callback import CallbackKeys
from crm.im.vendors.hosts import on_host
from crm.im.verification import require_fresh
from crm.im.writing import Writing

TOLERANCE_SECONDS = 300
"""WeCom names no limit; it repeats an unanswered call twice within some 15 seconds, each anew."""

REPLY_SECONDS = 3600
"""How long the address for an answer is good; it takes one."""

_REPLY_HOST = "qyapi.weixin.qq.com"


def receive(request: WebhookRequest, keys: CallbackKeys, now: datetime) -> Arrival:
    """Verify and open a callback, and read what it says; a check of the address is answered with its bare text."""
    checking = request.method == "GET"
    ciphertext = request.query.get("echostr", "") if checking else _ciphertext(request.body)
    timestamp, nonce = request.query.get("timestamp", ""), request.query.get("nonce", "")
    content = callback.opened(keys, request.query.get("msg_signature", ""), timestamp, nonce, ciphertext)
    require_fresh(timestamp, now, TOLERANCE_SECONDS)
    if checking:
        return Arrival(Answer(content), content, skipped="not_a_message")
    return _from_bot(content, now) if content.lstrip().startswith("{") else _from_application(content, now)


def _ciphertext(body: bytes) -> str:
    """Return the sealed part: all that is read of a body before it is trusted."""
    if body.lstrip().startswith(b"{"):
        sealed = json_object(text_of(body)).get("encrypt")
    else:
        sealed = xml_members(body).get("Encrypt")
    if not isinstance(sealed, str):
        raise MalformedWebhookError
    return sealed


def _from_application(content: str, now: datetime) -> Arrival:
    said = xml_members(content.encode())
    if said.get("MsgType") != "text":
        return Arrival(Answer(), content, said, skipped=_skipped(said.get("MsgType")))
    writing = Writing()
    writing.say(said.get("Content", ""))
    sender = said.get("FromUserName", "")
    message = _message(
        writing,
        tenant_id=said.get("ToUserName", ""),
        id=said.get("MsgId", ""),
        sender_id=sender,
        chat_id="",
        group=False,
        sent_at=instant(said.get("CreateTime"), now),
    )
    return Arrival(Answer(), content, said, message, skipped=None if message else "no_text")


def _from_bot(content: str, now: datetime) -> Arrival:
    said = json_object(content)
    kind = word(said.get("msgtype"))
    if kind not in _SAID:
        return Arrival(Answer(), content, said, skipped=_skipped(kind))
    writing = Writing()
    writing.say(_SAID[kind](members(said.get(kind))))
    message = _message(
        writing,
        tenant_id=word(said.get("aibotid")),
        id=word(said.get("msgid")),
        sender_id=word(members(said.get("from")).get("userid")),
        chat_id=word(said.get("chatid")),
        group=said.get("chattype") == "group",
        sent_at=instant(said.get("create_time"), now),
        reply_url=on_host(said.get("response_url"), _REPLY_HOST),
        reply_until_at=now + timedelta(seconds=REPLY_SECONDS),
    )
    return Arrival(Answer(), content, said, message, skipped=None if message else "no_text")


def _skipped(kind: str | None) -> Skipped:
    return "not_a_message" if kind == "event" else "no_text"


def _mixed(part: Mapping[str, Any]) -> str:
    texts = (members(members(item).get("text")).get("content") for item in items(part.get("msg_item")))
    return " ".join(filter(None, map(word, texts)))


_SAID = {
    "text": lambda part: word(part.get("content")),
    "voice": lambda part: word(part.get("content")),
    "mixed": _mixed,
}
"""What somebody said, by kind of message: written, spoken (WeCom writes it down), or among pictures."""


def _message(writing: Writing, **facts: Any) -> InboundMessage | None:
    text, mentions = writing.trimmed()
    if not facts["id"] or not facts["sender_id"]:
        raise MalformedWebhookError
    return InboundMessage(vendor="wecom", text=text, mentions=mentions, **facts) if text else None
