"""Saying something in Feishu.

Source: 飞书开放平台, «发送消息», «回复消息», «卡片 JSON 1.0».
"""

import json
from typing import Any
from urllib.parse import quote

from crm.im.outbound.content import Content
from crm.im.outbound.request import JSON_HEADERS, Origin, OutboundRequest, json_body, shortened

HOST = "open.feishu.cn"
_MESSAGES = "/open-apis/im/v1/messages"
_KEY_CHARACTERS = 50
_TEXT_BYTES = 8000
"""A card may have 30 KB in all."""


def to_person(content: Content, im_user_id: str, key: str) -> OutboundRequest:
    """Send a card to one colleague; Feishu takes the same `key` once within the hour."""
    document = {"receive_id": im_user_id, **_card(content, key)}
    return _post(_MESSAGES, document, {"receive_id_type": "open_id"})


def to_origin(content: Content, origin: Origin, key: str) -> OutboundRequest:
    """Answer a message, in its thread where it has one."""
    document = {**_card(content, key), "reply_in_thread": origin.thread_id is not None}
    return _post(f"{_MESSAGES}/{quote(origin.message_id, safe='')}/reply", document, {})


def _post(path: str, document: dict[str, Any], query: dict[str, str]) -> OutboundRequest:
    return OutboundRequest(HOST, path, json_body(document), query, JSON_HEADERS, authorised_in="Authorization")


def _card(content: Content, key: str) -> dict[str, Any]:
    """Return the members of a message that is a card. All text in it is plain, so nobody can write markup into it."""
    elements: list[dict[str, Any]] = []
    if content.lines:
        said = shortened("\n".join(content.lines), _TEXT_BYTES)
        elements.append({"tag": "div", "text": _plain(said)})
    if content.link:
        button = {"tag": "button", "text": _plain(content.link_text), "type": "primary", "url": content.link}
        elements.append({"tag": "action", "actions": [button]})
    card = {
        "config": {"wide_screen_mode": True},
        "header": {"title": _plain(shortened(content.title, _TEXT_BYTES))},
        "elements": elements,
    }
    text = json.dumps(card, ensure_ascii=False, separators=(",", ":"))
    return {"msg_type": "interactive", "content": text, "uuid": key[-_KEY_CHARACTERS:]}


def _plain(text: str) -> dict[str, str]:
    return {"tag": "plain_text", "content": text}
