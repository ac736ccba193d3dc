"""Saying something in WeCom.

Source: 企业微信开发者中心, «发送应用消息», «应用推送消息到群聊会话», «智能机器人 · 主动回复消息».
"""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crm.im.outbound.content import Content
from crm.im.outbound.request import JSON_HEADERS, Origin, OutboundRequest, json_body, shortened

HOST = "qyapi.weixin.qq.com"
_TITLE_BYTES = 128
_DESCRIPTION_BYTES = 512
_MARKDOWN_BYTES = 2048
_BUTTON_CHARACTERS = 4
_DUPLICATE_SECONDS = 1800


def to_person(content: Content, im_user_id: str, agent_id: int) -> OutboundRequest:
    """Send a card from the application to one colleague; WeCom itself drops the same card within half an hour."""
    return _post(
        "/cgi-bin/message/send",
        {
            "touser": im_user_id,
            "agentid": agent_id,
            **_card(content),
            "enable_duplicate_check": 1,
            "duplicate_check_interval": _DUPLICATE_SECONDS,
        },
    )


def to_origin(content: Content, origin: Origin, agent_id: int, now: datetime) -> OutboundRequest:
    """Answer where a message came from: at its own address, in its chat, or to its sender. There are no threads."""
    address = origin.reply_address(now)
    if address:
        parts = urlsplit(address)
        body = json_body({"msgtype": "markdown", "markdown": {"content": _markdown(content)}})
        return OutboundRequest(HOST, parts.path, body, dict(parse_qsl(parts.query)), JSON_HEADERS)
    if origin.group:
        return _post("/cgi-bin/appchat/send", {"chatid": origin.chat_id, **_card(content)})
    return to_person(content, origin.sender_id, agent_id)


def _post(path: str, document: dict[str, Any]) -> OutboundRequest:
    return OutboundRequest(HOST, path, json_body(document), headers=JSON_HEADERS, authorised_in="?access_token")


def _card(content: Content) -> dict[str, Any]:
    """Return a text card, or plain text where there is no link: a card must have one."""
    if content.link is None:
        return {"msgtype": "text", "text": {"content": shortened(_neutral(content.plain), _MARKDOWN_BYTES)}}
    card = {
        "title": shortened(_neutral(content.title), _TITLE_BYTES),
        "description": shortened(_neutral("\n".join(content.lines)) or " ", _DESCRIPTION_BYTES),
        "url": content.link,
    }
    if 0 < len(content.link_text) <= _BUTTON_CHARACTERS:
        card["btntxt"] = content.link_text
    return {"msgtype": "textcard", "textcard": card}


def _markdown(content: Content) -> str:
    said = "\n".join((f"**{_neutral(content.title)}**", *map(_neutral, content.lines)))
    link = f"\n[{_neutral(content.link_text)}]({content.link})" if content.link else ""
    return shortened(said, _MARKDOWN_BYTES - len(link.encode())) + link


def _neutral(text: str) -> str:
    """Return text without markup: WeCom has no escapes, so what would be read as markup is set in full width."""
    return text.translate(
        {ord("<"): "＜", ord(">"): "＞", ord("["): "［", ord("]"): "］", ord("*"): "＊", ord("`"): "｀"}
    )
