"""Slack: the Events API, slash commands and interactive messages, all signed alike.

Source: Slack, «Verifying requests from Slack», «Events API», «Formatting text for app surfaces».
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from crm.im.documents import instant, items, json_object, members, text_of, word
from crm.im.errors import MalformedWebhookError, WrongSignatureError
from crm.im.inbound import JSON, Answer, Arrival, InboundMessage, Skipped
from crm.im.requests import WebhookRequest
from crm.im.vendors.hosts import on_host
from crm.im.verification import require_fresh, same
from crm.im.writing import Writing

TOLERANCE_SECONDS = 300
"""Slack's own limit, to either side."""

_VERSION = "v0"
_FIELDS = 100
_REPLY_HOST = "hooks.slack.com"
_FORM = "application/x-www-form-urlencoded"
_SPOKEN = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""The subtypes of a message that somebody has just written; the others are edits, notices and programs."""

_TOKEN = re.compile(r"<([^<>]*)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class SlackKeys:
    """What was agreed with Slack."""

    signing_secret: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse to have nothing to verify by."""
        if not self.signing_secret:
            raise ValueError("Slack has a signing secret")


def signature(signing_secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body, as it stands in the header."""
    signed = f"{_VERSION}:{timestamp}:".encode("utf-8", "surrogatepass") + body
    return f"{_VERSION}=" + hmac.digest(signing_secret.encode(), signed, hashlib.sha256).hex()


def receive(request: WebhookRequest, keys: SlackKeys, now: datetime) -> Arrival:
    """Verify a request and read what it says; a check of the address is answered with its challenge."""
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    given = request.headers.get("x-slack-signature", "")
    if not same(given, signature(keys.signing_secret, timestamp, request.body)):
        raise WrongSignatureError
    require_fresh(timestamp, now, TOLERANCE_SECONDS)
    content = text_of(request.body)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM:
        return _from_form(content, now)
    said = json_object(content)
    if said.get("type") == "url_verification":
        challenge = json.dumps({"challenge": word(said.get("challenge"))}, ensure_ascii=False)
        return Arrival(Answer(challenge, JSON), content, said, skipped="not_a_message")
    skipped = _skipped(said)
    message = None if skipped else _from_event(said, now)
    return Arrival(Answer(), content, said, message, skipped=None if message else skipped or "no_text")


def _skipped(said: Mapping[str, Any]) -> Skipped | None:
    """Return why an event brings no message of a person."""
    event = members(said.get("event"))
    if said.get("type") != "event_callback" or word(event.get("type")) not in {"message", "app_mention"}:
        return "not_a_message"
    if event.get("bot_id") or event.get("subtype") == "bot_message":
        return "from_a_bot"
    if word(event.get("subtype")) not in _SPOKEN or event.get("edited"):
        return "not_new"
    return None


def _from_event(said: Mapping[str, Any], now: datetime) -> InboundMessage | None:
    event = members(said.get("event"))
    bots = {
        word(members(each).get("user_id")) for each in items(said.get("authorizations")) if members(each).get("is_bot")
    }
    chat_id, timestamp = word(event.get("channel")), word(event.get("ts"))
    sender_id = word(event.get("user"))
    if not chat_id or not timestamp or not sender_id:
        raise MalformedWebhookError
    writing = _written(word(event.get("text")), bots)
    return _message(
        writing,
        tenant_id=word(said.get("team_id")),
        # An app_mention and a message event tell of the same message under two event ids.
        id=f"{chat_id}:{timestamp}",
        event_id=word(said.get("event_id")) or None,
        sender_id=sender_id,
        chat_id=chat_id,
        group=event.get("channel_type") != "im",
        thread_id=word(event.get("thread_ts")) or None,
        sent_at=instant(timestamp, now),
    )


def _from_form(content: str, now: datetime) -> Arrival:
    """Read a slash command, or an interactive message, whose `payload` is JSON in a field."""
    try:
        said: dict[str, Any] = dict(parse_qsl(content, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS))
    except ValueError:
        raise MalformedWebhookError from None
    if "payload" in said:
        said["payload"] = json_object(said["payload"])
        return Arrival(Answer(), content, said, skipped="not_a_message")
    if not said.get("text", "").strip():
        return Arrival(Answer(), content, said, skipped="no_text")
    if not said.get("user_id") or not said.get("trigger_id"):
        raise MalformedWebhookError
    message = _message(
        _written(said["text"], frozenset()),
        tenant_id=said.get("team_id", ""),
        id=said["trigger_id"],
        sender_id=said["user_id"],
        sender_name=said.get("user_name") or None,
        chat_id=said.get("channel_id", ""),
        group=said.get("channel_name") != "directmessage",
        sent_at=now,
        reply_url=on_host(said.get("response_url"), _REPLY_HOST),
    )
    return Arrival(Answer(), content, said, message, skipped=None if message else "no_text")


def _message(writing: Writing, **facts: Any) -> InboundMessage | None:
    text, mentions = writing.trimmed()
    link = _link(facts["tenant_id"], facts["chat_id"])
    return InboundMessage(vendor="slack", text=text, mentions=mentions, link=link, **facts) if text else None


def _written(text: str, bots: set[str] | frozenset[str]) -> Writing:
    """Read Slack's markup: people, channels and links stand between `<` and `>`, which are escaped elsewhere."""
    writing = Writing()
    for index, piece in enumerate(_TOKEN.split(text)):
        if index % 2 == 0:
            writing.say(_unescaped(piece))
            continue
        target, _, label = piece.partition("|")
        if target.startswith("@"):
            writing.mention(target[1:], _unescaped(label).removeprefix("@"), bot=target[1:] in bots)
        elif target.startswith("!"):
            writing.say(_unescaped(label) or f"@{target[1:].partition('^')[0]}")
        elif target.startswith("#"):
            writing.say(f"#{_unescaped(label) or target[1:]}")
        else:
            writing.say(_link_text(_unescaped(target), _unescaped(label)))
    return writing


def _link_text(url: str, label: str) -> str:
    """Return a link as somebody would write it: addresses without their scheme, pages with what they are called."""
    if url.startswith(("mailto:", "tel:")):
        return label or url.partition(":")[2]
    return f"{label} {url}" if label and label not in url else url


def _unescaped(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _link(team_id: str, channel_id: str) -> str | None:
    query = urlencode({"team": team_id, "channel": channel_id})
    return f"https://slack.com/app_redirect?{query}" if team_id and channel_id else None
