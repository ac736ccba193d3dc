"""Saying something in Slack.

Source: Slack, «chat.postMessage», «Formatting text for app surfaces», «Block Kit».
"""

from typing import Any

from crm.im.outbound.content import Content
from crm.im.outbound.request import JSON_HEADERS, Origin, OutboundRequest, json_body

HOST = "slack.com"
_HEADER_CHARACTERS = 150
_SECTION_CHARACTERS = 2900
_TEXT_CHARACTERS = 3900
"""Slack's limits are 150, 3,000 and, as it recommends, 4,000 characters."""


def to_person(content: Content, im_user_id: str) -> OutboundRequest:
    """Send a direct message: Slack opens the conversation with whoever is named as its channel."""
    return _post(content, {"channel": im_user_id})


def to_origin(content: Content, origin: Origin) -> OutboundRequest:
    """Answer in the thread of a message, which begins with it where there is none yet."""
    started = origin.thread_id or origin.message_id.rpartition(":")[2]
    timestamp = started if "." in started and started.replace(".", "").isdigit() else None
    return _post(content, {"channel": origin.chat_id, **({"thread_ts": timestamp} if timestamp else {})})


def _post(content: Content, to: dict[str, str]) -> OutboundRequest:
    document: dict[str, Any] = {
        **to,
        "text": _cut(escaped(content.plain), _TEXT_CHARACTERS),
        "blocks": _blocks(content),
    }
    document |= {"unfurl_links": False, "unfurl_media": False}
    body = json_body(document)
    return OutboundRequest(HOST, "/api/chat.postMessage", body, headers=JSON_HEADERS, authorised_in="Authorization")


def _blocks(content: Content) -> list[dict[str, Any]]:
    """Return the message as blocks. All text in them is plain, so nobody can call a channel by writing markup."""
    blocks: list[dict[str, Any]] = [{"type": "header", "text": _plain(_cut(content.title, _HEADER_CHARACTERS))}]
    if content.lines:
        said = _cut("\n".join(content.lines), _SECTION_CHARACTERS)
        blocks.append({"type": "section", "text": _plain(said)})
    if content.link:
        button = {"type": "button", "text": _plain(_cut(content.link_text, 75)), "url": content.link}
        blocks.append({"type": "actions", "elements": [button]})
    return blocks


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def escaped(text: str) -> str:
    """Return text in which nothing is read as a mention, a channel or a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
