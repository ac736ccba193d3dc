"""Feishu and Lark (飞书): event subscriptions, encrypted or not.

Source: 飞书开放平台, «配置 Encrypt Key 加密策略», «接收消息 v2.0» (im.message.receive_v1) and its v1.0.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from crm.im import ciphers
from crm.im.documents import base64_bytes, instant, items, json_object, members, text_of, word
from crm.im.errors import MalformedWebhookError, WebhookRefusedError, WrongReceiverError, WrongSignatureError
from crm.im.inbound import JSON, Answer, Arrival, InboundMessage
from crm.im.requests import WebhookRequest
from crm.im.verification import MILLISECONDS, require_fresh, same
from crm.im.writing import Writing

TOLERANCE_SECONDS = 8 * 3600
"""Feishu names no limit; it repeats an unanswered call after 15 s, 5 min, 1 h and 6 h, and may sign it only once."""

_BLOCK = 16
_MESSAGE = "im.message.receive_v1"
_EVERYBODY = "@_all"
_PROGRAMS = ("app", "bot")
_OLD_MENTION = re.compile(r'<at (?:open_id|user_id)="([^"]{1,80})">@?(.{0,80}?)</at>')


@dataclass(frozen=True, slots=True)
class FeishuKeys:
    """What was agreed with Feishu. Without an encrypt key nothing but the token in the body proves the sender."""

    encrypt_key: str = field(default="", repr=False)
    verification_token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse to have nothing to verify by."""
        if not self.encrypt_key and not self.verification_token:
            raise ValueError("Feishu needs an encrypt key or a verification token")


def signature(timestamp: str, nonce: str, encrypt_key: str, body: bytes) -> str:
    """Return the signature of a body, in hexadecimal."""
    head = f"{timestamp}{nonce}{encrypt_key}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(head + body).hexdigest()


def decrypted(encrypt_key: str, ciphertext: str) -> str:
    """Return what an `encrypt` member says: its first block is the initialisation vector."""
    data = base64_bytes(ciphertext)
    key = hashlib.sha256(encrypt_key.encode()).digest()
    return text_of(ciphers.unpadded(ciphers.decrypted(key, data[:_BLOCK], data[_BLOCK:]), _BLOCK))


def encrypted(encrypt_key: str, message: str, vector: bytes) -> str:
    """Return a message as an `encrypt` member; `vector` are 16 random bytes."""
    key = hashlib.sha256(encrypt_key.encode()).digest()
    data = ciphers.encrypted(key, vector, ciphers.padded(message.encode(), _BLOCK))
    return base64.b64encode(vector + data).decode()


def receive(request: WebhookRequest, keys: FeishuKeys, now: datetime) -> Arrival:
    """Verify an event and read what it says; a check of the address is answered with its challenge."""
    content = _trusted(request, keys, now)
    said = json_object(content)
    if said.get("type") == "url_verification":
        _require_token(said.get("token"), keys)
        challenge = json.dumps({"challenge": word(said.get("challenge"))}, ensure_ascii=False)
        return Arrival(Answer(challenge, JSON), content, said, skipped="not_a_message")
    header = members(said.get("header"))
    _require_token(header.get("token") if header else said.get("token"), keys)
    answer = Answer("{}", JSON)
    if header.get("event_type") == _MESSAGE:
        event = members(said.get("event"))
        if members(event.get("sender")).get("sender_type") in _PROGRAMS:
            return Arrival(answer, content, said, skipped="from_a_bot")
        message = _new(event, header, now)
    elif members(said.get("event")).get("type") == "message":
        message = _old(members(said["event"]), said, now)
    else:
        return Arrival(answer, content, said, skipped="not_a_message")
    return Arrival(answer, content, said, message, skipped=None if message else "no_text")


def _trusted(request: WebhookRequest, keys: FeishuKeys, now: datetime) -> str:
    """Return what the body says. Only the check of an address may come unsigned: the answer tells nothing."""
    signed = request.headers.get("x-lark-signature")
    if not keys.encrypt_key:
        return text_of(request.body)
    if signed is None:
        return _unsigned_check(request, keys)
    timestamp, nonce = (request.headers.get(f"x-lark-request-{part}", "") for part in ("timestamp", "nonce"))
    if not same(signed, signature(timestamp, nonce, keys.encrypt_key, request.body)):
        raise WrongSignatureError
    require_fresh(timestamp, now, TOLERANCE_SECONDS)
    return _opened(request.body, keys)


def _unsigned_check(request: WebhookRequest, keys: FeishuKeys) -> str:
    """Return an unsigned body if it checks the address; why it is refused must teach nothing about the cipher."""
    try:
        content = _opened(request.body, keys)
        checking = json_object(content).get("type") == "url_verification"
    except WebhookRefusedError:
        checking = False
    if not checking:
        raise WrongSignatureError
    return content


def _opened(body: bytes, keys: FeishuKeys) -> str:
    text = text_of(body)
    sealed = json_object(text).get("encrypt")
    if sealed is None:
        return text
    if not isinstance(sealed, str):
        raise MalformedWebhookError
    return decrypted(keys.encrypt_key, sealed)


def _require_token(given: Any, keys: FeishuKeys) -> None:
    if keys.verification_token and not same(word(given), keys.verification_token):
        raise WrongReceiverError


def _new(event: Mapping[str, Any], header: Mapping[str, Any], now: datetime) -> InboundMessage | None:
    said = members(event.get("message"))
    people = {word(members(each).get("key")): members(each) for each in items(said.get("mentions"))}
    writing = Writing()
    match said.get("message_type"):
        case "text":
            _write(writing, word(json_object(word(said.get("content"))).get("text")), people)
        case "post":
            _write_post(writing, json_object(word(said.get("content"))), people)
        case _:
            return None
    text, mentions = writing.trimmed()
    message_id = word(said.get("message_id"))
    sender_id = word(members(members(event.get("sender")).get("sender_id")).get("open_id"))
    if not message_id or not sender_id:
        raise MalformedWebhookError
    if not text:
        return None
    chat_id = word(said.get("chat_id"))
    return InboundMessage(
        vendor="feishu",
        tenant_id=word(header.get("tenant_key")),
        id=message_id,
        event_id=word(header.get("event_id")) or None,
        sender_id=sender_id,
        chat_id=chat_id,
        group=said.get("chat_type") == "group",
        thread_id=word(said.get("root_id")) or None,
        text=text,
        mentions=mentions,
        sent_at=instant(said.get("create_time"), now, MILLISECONDS),
        link=_link(chat_id),
    )


def _write(writing: Writing, text: str, people: Mapping[str, Mapping[str, Any]]) -> None:
    """Write a text in which people stand as placeholders such as `@_user_1`."""
    keys = sorted(filter(None, people), key=len, reverse=True)
    for piece in re.split(f"({'|'.join(map(re.escape, [*keys, _EVERYBODY]))})", text):
        if piece in people and piece:
            _mention(writing, people[piece])
        else:
            writing.say("@所有人" if piece == _EVERYBODY else piece)


def _mention(writing: Writing, person: Mapping[str, Any]) -> None:
    known = person.get("id")
    im_user_id = word(members(known).get("open_id")) if isinstance(known, dict) else word(known)
    bot = person.get("mentioned_type") == "bot"
    writing.mention(im_user_id or word(person.get("key")), word(person.get("name")), bot=bot)


def _write_post(writing: Writing, post: Mapping[str, Any], people: Mapping[str, Mapping[str, Any]]) -> None:
    """Write a rich text: its title and its lines of elements."""
    writing.say(f"{word(post.get('title'))}\n")
    for line in items(post.get("content")):
        for element in map(members, items(line)):
            if element.get("tag") == "at":
                _write_at(writing, element, people)
            else:
                writing.say(word(element.get("text")))
                writing.say(f" {element['href']} " if element.get("tag") == "a" and word(element.get("href")) else "")
        writing.say("\n")


def _write_at(writing: Writing, element: Mapping[str, Any], people: Mapping[str, Mapping[str, Any]]) -> None:
    key = word(element.get("user_id"))
    if key in {"all", _EVERYBODY}:
        writing.say("@所有人")
    elif key in people:
        _mention(writing, people[key])
    elif key:
        writing.mention(key, word(element.get("user_name")))


def _old(event: Mapping[str, Any], envelope: Mapping[str, Any], now: datetime) -> InboundMessage | None:
    if event.get("msg_type") != "text":
        return None
    writing = Writing()
    for index, piece in enumerate(_OLD_MENTION.split(word(event.get("text")))):
        if index % 3 == 0:
            writing.say(piece)
        elif index % 3 == 1:
            im_user_id = piece
        else:
            writing.mention(im_user_id, piece)
    text, mentions = writing.trimmed()
    message_id, sender_id = word(event.get("open_message_id")), word(event.get("open_id"))
    if not message_id or not sender_id:
        raise MalformedWebhookError
    if not text:
        return None
    chat_id = word(event.get("open_chat_id"))
    return InboundMessage(
        vendor="feishu",
        tenant_id=word(event.get("tenant_key")),
        id=message_id,
        event_id=word(envelope.get("uuid")) or None,
        sender_id=sender_id,
        chat_id=chat_id,
        group=event.get("chat_type") == "group",
        thread_id=word(event.get("root_id")) or None,
        text=text,
        mentions=mentions,
        sent_at=instant(envelope.get("ts"), now),
        link=_link(chat_id),
    )


def _link(chat_id: str) -> str | None:
    query = urlencode({"openChatId": chat_id})
    return f"https://applink.feishu.cn/client/chat/open?{query}" if chat_id else None
