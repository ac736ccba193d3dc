"""Webhooks of the IM providers, Standard Webhooks, and what Amazon SES and S3 tell of mail."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crm.core.calendar import BusinessCalendar
from crm.core.errors import CrmError
from crm.core.settings import Versioned
from crm.im.documents import xml_members
from crm.im.inbound import Arrival, InboundMessage
from crm.im.instructions.customers import CustomerBook
from crm.im.instructions.model import Colleague, Instruction
from crm.im.instructions.reading import read
from crm.im.instructions.roster import Roster
from crm.im.requests import WebhookRequest
from crm.im.settings.instructions import Instructions
from crm.im.vendors import callback, dingtalk, feishu, slack, wecom
from crm.im.vendors.callback import CallbackKeys
from crm.im.vendors.dingtalk import DingTalkRobot
from crm.im.vendors.feishu import FeishuKeys
from crm.im.vendors.slack import SlackKeys
from crm.messaging.channels import signing
from tests.vector_adapters import mail_events

FILES = "webhooks*.json"
_WORDS = Versioned("default", 0, Instructions.shipped()["default"])
_OFFICE = BusinessCalendar("Asia/Shanghai", dict.fromkeys(range(5), ((9 * 3600, 18 * 3600),)), {})
_RANDOM = b"0123456789abcdef"

Vector = Mapping[str, Any]


def cases(document: Any, _folder: Path) -> list[Vector]:
    """Return the vectors in a file; a second delivery has the first beside it."""
    found: dict[str, Vector] = {each["id"]: each for each in document["vectors"]}
    return [{**each, "first": found.get(each["expect"].get("duplicate_of", ""))} for each in found.values()]


def disagreement(vector: Vector) -> str | None:
    """Return what the engine says where it differs from the vector, None where they agree."""
    differences = _KINDS[vector["kind"]](vector)
    return "; ".join(differences) or None


def _differences(expected: Mapping[str, Any], got: Mapping[str, Any]) -> list[str]:
    """Compare the members that are expected; nothing is left out for not being known here."""
    return [
        f"{name}: expected {wanted!r}, got {got.get(name)!r}"
        for name, wanted in expected.items()
        if name not in got or got[name] != wanted
    ]


def _event(vector: Vector) -> list[str]:
    return _differences(vector["expect"], mail_events.facts(vector["inputs"]))


def _request(vector: Vector) -> list[str]:
    expected = {name: wanted for name, wanted in vector["expect"].items() if name != "reason"}
    if vector["platform"] == "standard-webhooks":
        return _differences(expected, _standard(vector["inputs"]))
    try:
        arrival, keys = _received(vector)
    except CrmError as refusal:
        refused = 400 <= refusal.status < 500
        return [] if refused and not expected["accept"] else [f"refused: {refusal.status} {refusal.code}"]
    if not expected["accept"]:
        return ["accepted"]
    return _differences(expected, _facts(vector, arrival, keys))


def _received(vector: Vector) -> tuple[Arrival, Any]:
    inputs = vector["inputs"]
    asked, config = inputs["request"], inputs["config"]
    request = WebhookRequest.received(
        asked["method"],
        asked.get("query", {}),
        asked.get("headers", {}),
        asked.get("body", ""),
        is_base64=asked.get("is_base64", False),
    )
    now = _now(inputs, request)
    match vector["platform"]:
        case "slack":
            slack_keys = SlackKeys(config["signing_secret"])
            return slack.receive(request, slack_keys, now), slack_keys
        case "feishu":
            feishu_keys = FeishuKeys(config.get("encrypt_key") or "", config.get("verification_token") or "")
            return feishu.receive(request, feishu_keys, now), feishu_keys
        case "dingtalk" if "app_secret" in config:
            robot = DingTalkRobot(config["app_secret"], config.get("robot_code", ""))
            return dingtalk.receive(request, robot, now), robot
        case "dingtalk":
            return dingtalk.receive_event(request, _callback_keys(config), now, _RANDOM), _callback_keys(config)
        case _:
            return wecom.receive(request, _callback_keys(config), now), _callback_keys(config)


def _callback_keys(config: Mapping[str, str]) -> CallbackKeys:
    return CallbackKeys(config["token"], config["encoding_aes_key"], config["receive_id"])


def _now(inputs: Mapping[str, Any], request: WebhookRequest) -> datetime:
    """Return the vector's clock; where it has none, the moment the request says it was made."""
    if "now" in inputs:
        return datetime.fromtimestamp(inputs["now"], UTC)
    said = (
        request.query.get("timestamp"),
        request.headers.get("x-lark-request-timestamp"),
        request.headers.get("x-slack-request-timestamp"),
        request.headers.get("timestamp"),
    )
    digits = next((each for each in said if each and each.isascii() and each.isdigit()), "0")
    return datetime.fromtimestamp(int(digits[:10]), UTC)


def _facts(vector: Vector, arrival: Arrival, keys: Any) -> dict[str, Any]:
    """Return everything that a vector may expect of an accepted request, as the engine has it."""
    expected, message = vector["expect"], arrival.message
    answer, content = arrival.answer.body, arrival.content
    facts: dict[str, Any] = {"accept": True, "plaintext": content, "reply_body": answer}
    nothing = message is None
    facts |= dict.fromkeys(("ignore", "no_text_message", "no_new_message"), nothing)
    lazily: dict[str, Callable[[], Any]] = {
        "reply_json": lambda: json.loads(answer),
        "reply_contains": lambda: expected["reply_contains"] if expected["reply_contains"] in answer else answer,
        "reply_plaintext": lambda: _opened(answer, keys),
        "json": lambda: json.loads(content),
        "xml_fields": lambda: xml_members(content.encode()),
        "signature": lambda: _signed(vector),
        "form_payload": lambda: _shared(arrival.payload["payload"], expected["form_payload"]),
        "message": lambda: _shared(_message(vector, message), expected["message"]),
        "duplicate_of": lambda: _first(vector, message),
    }
    return facts | {name: work() for name, work in lazily.items() if name in expected}


def _opened(answer: str, keys: CallbackKeys) -> str:
    said = json.loads(answer)
    return callback.opened(keys, said["msg_signature"], said["timeStamp"], said["nonce"], said["encrypt"])


def _signed(vector: Vector) -> str:
    asked = vector["inputs"]["request"]
    headers = {name.lower(): value for name, value in asked["headers"].items()}
    secret = vector["inputs"]["config"]["signing_secret"]
    return slack.signature(secret, headers["x-slack-request-timestamp"], asked["body"].encode())


def _first(vector: Vector, message: InboundMessage | None) -> str | None:
    """Return the id of the first delivery, if what came is the same message."""
    arrival, _ = _received(vector["first"])
    same = message is not None and arrival.message is not None and message.key == arrival.message.key
    return vector["first"]["id"] if same else None


def _shared(got: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: got.get(name) for name in wanted}


def _message(vector: Vector, message: InboundMessage | None) -> dict[str, Any]:
    if message is None:
        return {}
    wanted = vector["expect"]["message"]
    understood = _understood(message, vector["inputs"].get("roster", []))
    return {
        "id": message.id,
        "event_id": message.event_id,
        "sender": message.sender_id,
        "chat": message.chat_id,
        "text": understood.shown,
        "request": understood.request,
        "mentions": _mentions(understood),
        "assignees": _alike(_people(understood), wanted.get("assignees")),
        "text_contains": _contained(understood.shown, wanted.get("text_contains")),
        "unresolved_mentions": _unresolved(understood, wanted.get("unresolved_mentions")),
    }


def _understood(message: InboundMessage, roster: list[dict[str, Any]]) -> Instruction:
    people = Roster((Colleague(**each, im_user_ids=(each["id"],)) for each in roster), _WORDS.value)
    return read(message, people, CustomerBook(()), _WORDS, _OFFICE, message.sent_at)


def _mentions(understood: Instruction) -> list[dict[str, Any]]:
    return [{"name": each.name, "id": each.colleague_id or each.im_user_id} for each in understood.people]


def _people(understood: Instruction) -> list[dict[str, Any]]:
    people = (
        {"name": each.name, "id": each.colleague_id or each.im_user_id} for each in understood.people if not each.bot
    )
    return list({each["id"]: each for each in people}.values())


def _alike(people: list[dict[str, Any]], wanted: Any) -> Any:
    """Return people as the vector shows them: whole, or only their ids or names."""
    for shown in (people, [each["id"] for each in people], [each["name"] for each in people]):
        if shown == wanted:
            return shown
    return people


def _contained(text: str, wanted: Any) -> Any:
    parts = [wanted] if isinstance(wanted, str) else wanted or []
    return wanted if all(part in text for part in parts) else text


def _unresolved(understood: Instruction, wanted: Any) -> Any:
    about_people = ("person_unknown", "person_ambiguous", "role_only", "person_not_in_roster")
    written = [each.written.lstrip("@＠") for each in understood.problems if each.code in about_people]
    return len(written) if isinstance(wanted, int) else written


def _mentioned(vector: Vector) -> list[str]:
    inputs = vector["inputs"]
    message = InboundMessage(
        vendor="wecom",
        tenant_id="",
        id="1",
        sender_id="1",
        chat_id="1",
        group=True,
        text=inputs["text"],
        sent_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    understood = _understood(message, inputs["roster"])
    wanted = vector["expect"].get("unresolved_mentions")
    got = {
        "mentions": _mentions(understood),
        "request": understood.request,
        "assignees": _alike(_people(understood), vector["expect"].get("assignees")),
        "unresolved_mentions": _unresolved(understood, wanted),
    }
    return _differences(vector["expect"], got)


def _decrypted(vector: Vector) -> list[str]:
    inputs, expected = vector["inputs"], vector["expect"]
    try:
        if "encrypt_key" in inputs:
            plaintext = feishu.decrypted(inputs["encrypt_key"], inputs["ciphertext"])
        else:
            plaintext = callback.unsealed(_callback_keys(inputs["config"]), inputs["ciphertext"])
    except CrmError as refusal:
        return [] if expected.get("accept") is False else [f"refused: {refusal.code}"]
    return _differences({"accept": True, **expected}, {"accept": True, "plaintext": plaintext})


def _encrypted(vector: Vector) -> list[str]:
    inputs = vector["inputs"]
    if "encrypt_key" in inputs:
        ciphertext = feishu.encrypted(inputs["encrypt_key"], inputs["plaintext"], inputs["random"].encode())
        return _differences(vector["expect"], {"ciphertext": ciphertext})
    keys = _callback_keys(inputs["config"])
    ciphertext = callback.sealed(keys, inputs["plaintext"], inputs["random"].encode())
    signature = callback.signature(keys.token, inputs["timestamp"], inputs["nonce"], ciphertext)
    return _differences(vector["expect"], {"ciphertext": ciphertext, "signature": signature})


def _signature(vector: Vector) -> list[str]:
    inputs = vector["inputs"]
    body = inputs.get("body", "").encode()
    match vector["platform"]:
        case "feishu":
            got = feishu.signature(inputs["timestamp"], inputs["nonce"], inputs["encrypt_key"], body)
        case "dingtalk" if "secret" in inputs:
            got = dingtalk.sign(inputs["secret"], inputs["timestamp"])
        case "slack":
            got = slack.signature(inputs["signing_secret"], inputs["timestamp"], body)
        case "standard-webhooks":
            got = signing.signature(inputs["secret"], inputs["id"], int(inputs["timestamp"]), body)
        case _:
            sealed = inputs.get("ciphertext") or inputs["encrypt"]
            got = callback.signature(inputs["token"], inputs["timestamp"], inputs["nonce"], sealed)
    return _differences(vector["expect"], {"signature": got})


def _standard(inputs: Mapping[str, Any]) -> dict[str, Any]:
    asked, secrets = inputs["request"], inputs["config"]["secrets"]
    headers = {name.lower(): value for name, value in asked["headers"].items()}
    signed = [headers.get(f"webhook-{part}", "") for part in ("id", "timestamp", "signature")]
    now = datetime.fromtimestamp(inputs["now"], UTC)
    accepted = signing.verified(secrets, signed[0], signed[1], signed[2], asked["body"].encode(), now)
    facts: dict[str, Any] = {"accept": accepted}
    if accepted:
        facts["signature"] = signing.signature(secrets[0], signed[0], int(signed[1]), asked["body"].encode())
    return facts


_KINDS = {
    "request": _request,
    "event": _event,
    "decrypt": _decrypted,
    "encrypt": _encrypted,
    "signature": _signature,
    "mentions": _mentioned,
}
