"""Saying something in DingTalk.

Source: 钉钉开放平台, «人与机器人会话中机器人发送消息», «机器人发送群聊消息», «机器人回复消息» (sessionWebhook).
"""

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crm.im.outbound.content import Content
from crm.im.outbound.request import JSON_HEADERS, Origin, OutboundRequest, json_body, shortened

HOST = "api.dingtalk.com"
SESSION_HOST = "oapi.dingtalk.com"
_TEXT_BYTES = 5000
_TITLE_BYTES = 200
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!<>|~-])")
_TOKEN_HEADER = "x-acs-dingtalk-access-token"  # noqa: S105 - the name of a header


def to_person(content: Content, im_user_id: str, robot_code: str) -> OutboundRequest:
    """Send a message from the robot to one colleague."""
    document = {"robotCode": robot_code, "userIds": [im_user_id], **_template(content)}
    return _post("/v1.0/robot/oToMessages/batchSend", document)


def to_origin(content: Content, origin: Origin, robot_code: str, now: datetime) -> OutboundRequest:
    """Answer in the conversation: at the address it gave as long as that is good, else through the robot."""
    address = origin.reply_address(now)
    if address:
        parts = urlsplit(address)
        said = {"title": shortened(content.title, _TITLE_BYTES), "text": _markdown(content)}
        # Whoever is to be called by the answer is named beside the text, never in it.
        body = json_body({"msgtype": "markdown", "markdown": said, "at": {"atUserIds": [origin.sender_id]}})
        return OutboundRequest(SESSION_HOST, parts.path, body, dict(parse_qsl(parts.query)), JSON_HEADERS)
    if origin.group:
        document = {"robotCode": robot_code, "openConversationId": origin.chat_id, **_template(content)}
        return _post("/v1.0/robot/groupMessages/send", document)
    return to_person(content, origin.sender_id, robot_code)


def _post(path: str, document: dict[str, Any]) -> OutboundRequest:
    return OutboundRequest(HOST, path, json_body(document), headers=JSON_HEADERS, authorised_in=_TOKEN_HEADER)


def _template(content: Content) -> dict[str, str]:
    """Return the robot's template for Markdown and what fills it, which is JSON in a text."""
    filled = {"title": shortened(content.title, _TITLE_BYTES), "text": _markdown(content)}
    return {"msgKey": "sampleMarkdown", "msgParam": json.dumps(filled, ensure_ascii=False, separators=(",", ":"))}


def _markdown(content: Content) -> str:
    said = "  \n".join((f"**{_escaped(content.title)}**", *map(_escaped, content.lines)))
    link = f"  \n[{_escaped(content.link_text)}]({content.link})" if content.link else ""
    return shortened(said, _TEXT_BYTES - len(link.encode())) + link


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
