"""Taking what providers bring."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from crm.core.request import BODY_LIMIT_BYTES
from crm.im.requests import WebhookRequest
from infra.local.functions import AwsCall
from infra.local.gateway import Answer, api_event
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import VENDORS, WANG, Connect, bring, done, heard, seconds, written
from tests.unit.im.conftest import (
    feishu_message,
    feishu_request,
    robot_message,
    robot_request,
    slack_event,
    slack_request,
    wecom_request,
    wecom_text,
)

TEXT = "@客服-张敏 帮忙跟进客户B 售后问题"
BOMB = """<!DOCTYPE xml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>"""
EXTERNAL = """<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/hostname">]><xml><Encrypt>&f;</Encrypt></xml>"""
SIGNED_IN = {
    "wecom": None,
    "feishu": "x-lark-signature",
    "dingtalk": "sign",
    "slack": "x-slack-signature",
}


def test_there_is_no_such_connection(twin: Twin, connect: Connect) -> None:
    problem(bring(twin, "conn_none", written(twin, "slack", TEXT, "1.1")), 404, "not_found")


@pytest.mark.requirement("R-303")
@pytest.mark.parametrize("vendor", VENDORS)
def test_a_message_that_is_signed_is_taken_and_answered_as_its_provider_wants(
    twin: Twin, connect: Connect, vendor: str
) -> None:
    assert done(twin.call("PUT /users/zhang-min/presence", {"presence": "online"}, user="zhang-min"))
    connection_id = connect(vendor)
    answer = bring(twin, connection_id, written(twin, vendor, TEXT, "1772420000.000001"))
    assert answer.status == 200
    assert answer.body == {"wecom": "", "feishu": "{}", "dingtalk": "{}", "slack": ""}[vendor]
    twin.settle()
    (arrived,) = heard(twin, "MessageArrived", connection_id)
    assert arrived == {"connection_id": connection_id, "provider": vendor}


@pytest.mark.requirement("R-304")
@pytest.mark.parametrize("vendor", VENDORS)
def test_a_message_counts_once_however_often_it_is_brought(twin: Twin, connect: Connect, vendor: str) -> None:
    connection_id = connect(vendor)
    for _ in range(3):
        assert bring(twin, connection_id, written(twin, vendor, TEXT, "1772420001.000001")).status == 200
        twin.settle()
        twin.advance(seconds=15)
    (card,) = heard(twin, "CardRequested", connection_id)
    assert (card["requested_by"], card["assignee_id"], card["account_id"]) == ("wang-qiang", "zhang-min", "customer-b")
    assert (card["title"], card["text"]) == ("客户 B 售后问题", TEXT)


def test_the_same_message_through_two_connections_is_two(twin: Twin, connect: Connect) -> None:
    for connection_id in (connect("slack"), connect("slack")):
        assert bring(twin, connection_id, written(twin, "slack", TEXT, "1772420002.000001")).status == 200
        twin.settle()
        assert len(heard(twin, "CardRequested", connection_id)) == 1


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_signature_of_somebody_else_is_refused(twin: Twin, connect: Connect, vendor: str, changes: list[str]) -> None:
    connection_id = connect(vendor)
    changes.clear()
    request = written(twin, vendor, TEXT, "1772420003.000001")
    for forged in _forged(vendor, request):
        problem(bring(twin, connection_id, forged), 401, "webhook_signature")
    assert changes == []


def _forged(vendor: str, request: WebhookRequest) -> list[WebhookRequest]:
    header = SIGNED_IN[vendor]
    if header is None:
        query = request.query
        return [replace(request, query={**query, "msg_signature": each}) for each in ("", "0" * 40, "签名", "é")]
    signs = ("", "0" * 64, "v0=é", "签名", "\udcff")
    return [replace(request, headers={**request.headers, header: each}) for each in signs]


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_message_that_was_signed_long_ago_is_refused(
    twin: Twin, connect: Connect, vendor: str, changes: list[str]
) -> None:
    connection_id = connect(vendor)
    old = written(twin, vendor, TEXT, "1772420004.000001")
    twin.advance(hours=9)
    changes.clear()
    problem(bring(twin, connection_id, old), 401, "webhook_stale")
    assert changes == []


HOSTILE: tuple[tuple[str, bytes, str], ...] = (
    ("wecom", BOMB.encode(), "text/xml"),
    ("wecom", EXTERNAL.encode(), "text/xml"),
    ("wecom", b"<xml>" * 50_000, "text/xml"),
    ("wecom", b"\xff\xfe<xml/>", "text/xml"),
    ("wecom", b'{"encrypt": 1}', "application/json"),
    ("feishu", b"\xff\xfe{}", "application/json"),
    ("feishu", b"[" * 100_000, "application/json"),
    ("feishu", b'{"encrypt": "AAAA"}', "application/json"),
    ("dingtalk", b"\xff{}", "application/json"),
    ("dingtalk", b"[1]", "application/json"),
    ("slack", b"\xff", "application/json"),
    ("slack", b"payload=%ff", "application/x-www-form-urlencoded"),
    ("slack", b'{"type": NaN', "application/json"),
)


@pytest.mark.parametrize(("vendor", "body", "media_type"), HOSTILE)
@pytest.mark.parametrize("signed", [False, True])
def test_what_cannot_be_read_is_refused_whether_it_is_signed_or_not(
    twin: Twin, connect: Connect, changes: list[str], vendor: str, body: bytes, media_type: str, signed: bool
) -> None:
    connection_id = connect(vendor)
    changes.clear()
    request = WebhookRequest("POST", {}, {"content-type": media_type, "x-name": "名字"}, body)
    answer = bring(twin, connection_id, _signed(twin, vendor, request) if signed else request)
    assert answer.status in {400, 401}, answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert changes == []


def _signed(twin: Twin, vendor: str, request: WebhookRequest) -> WebhookRequest:
    """Sign the very bytes, as somebody would who has the keys."""
    now = seconds(twin)
    headers: Mapping[str, str]
    if vendor == "slack":
        digest = hmac.new(b"slack-secret", f"v0:{now}:".encode() + request.body, "sha256").hexdigest()
        headers = {"x-slack-request-timestamp": now, "x-slack-signature": f"v0={digest}"}
    elif vendor == "feishu":
        digest = hashlib.sha256(f"{now}nfeishu-key".encode() + request.body).hexdigest()
        names = ("x-lark-request-timestamp", "x-lark-request-nonce", "x-lark-signature")
        headers = dict(zip(names, (now, "n", digest), strict=True))
    elif vendor == "dingtalk":
        headers = robot_request({}, timestamp=f"{now}000").headers
    else:
        return replace(request, query=wecom_request("x", timestamp=now).query)
    return replace(request, headers={**headers, **request.headers})


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_body_of_a_megabyte_is_refused(twin: Twin, connect: Connect, changes: list[str], vendor: str) -> None:
    connection_id = connect(vendor)
    changes.clear()
    large = WebhookRequest("POST", {}, {"content-type": "application/json"}, b'{"x": "' + b"x" * 1_000_000 + b'"}')
    document = problem(bring(twin, connection_id, large), 413, "body_too_large")
    assert document["facts"] == {"limit_bytes": BODY_LIMIT_BYTES}
    assert changes == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_body_comes_as_base64_too(twin: Twin, connect: Connect, vendor: str) -> None:
    """API Gateway encodes what it takes for no text; the bytes that were signed are the decoded ones."""
    connection_id = connect(vendor)
    request = written(twin, vendor, TEXT, "1772420005.000001")
    assert _as_base64(twin, connection_id, request, base64.b64encode(request.body).decode()).status == 200
    problem(_as_base64(twin, connection_id, request, "not base64!"), 400, "webhook_malformed")
    twin.settle()
    assert len(heard(twin, "CardRequested", connection_id)) == 1


def _as_base64(twin: Twin, connection_id: str, request: WebhookRequest, body: str) -> Answer:
    operation, path = "im.receive_im_webhook", f"/webhooks/im/{connection_id}"
    event = api_event("POST", path, "", request.headers, body, {"connection_id": connection_id}, None, operation)
    event |= {"isBase64Encoded": True, "queryStringParameters": dict(request.query)}
    answer: dict[str, Any] = twin.functions.invoke(operation, event)
    return Answer(answer["statusCode"], answer["headers"], answer["body"])


def test_the_providers_check_the_address(twin: Twin, connect: Connect) -> None:
    now = seconds(twin)
    check = {"type": "url_verification", "challenge": "c-1", "token": "feishu-token"}
    for request in (feishu_request(check, timestamp=now), feishu_request(check, headers={})):
        assert bring(twin, connect("feishu"), request).json == {"challenge": "c-1"}
    slack = slack_request({"type": "url_verification", "challenge": "c-2"}, timestamp=now)
    assert bring(twin, connect("slack"), slack).json == {"challenge": "c-2"}
    wrong = feishu_request(check | {"token": "another"}, timestamp=now)
    problem(bring(twin, connect("feishu"), wrong), 401, "webhook_receiver")


def test_what_is_no_message_is_answered_and_leaves_nothing(twin: Twin, connect: Connect, changes: list[str]) -> None:
    now = seconds(twin)
    edited = slack_event("@张敏 客户B", subtype="message_changed", type="message")
    bot = feishu_message({"text": "@张敏 客户B"})
    bot["event"]["sender"]["sender_type"] = "app"
    requests = {
        "slack": slack_request(edited, timestamp=now),
        "feishu": feishu_request(bot, timestamp=now),
        "dingtalk": robot_request(robot_message("", msgtype="picture"), timestamp=f"{now}000"),
        "wecom": wecom_request(wecom_text("", MsgType="event", Event="enter_agent"), timestamp=now),
    }
    for vendor, request in requests.items():
        connection_id = connect(vendor)
        changes.clear()
        assert bring(twin, connection_id, request).status == 200
        assert changes == []


def test_two_calls_are_all_that_is_done_before_the_answer(twin: Twin, connect: Connect) -> None:
    """Providers wait three seconds, DingTalk five: whatever takes time is done when they have their answer."""
    connection_id = connect("slack")
    calls: list[str] = []

    def watch(call: AwsCall) -> None:
        if call.operation == "im.receive_im_webhook":
            calls.append(f"{call.service}:{call.action}")

    twin.functions.watchers.append(watch)
    try:
        assert bring(twin, connection_id, written(twin, "slack", TEXT, "1772420006.000001")).status == 200
    finally:
        twin.functions.watchers.remove(watch)
    assert [each.rpartition(":")[2] for each in calls] == ["GetItem", "TransactWriteItems"]


@pytest.fixture
def changes(twin: Twin) -> Any:
    """What the receiver has written."""
    seen: list[str] = []

    def watch(call: AwsCall) -> None:
        if call.operation == "im.receive_im_webhook" and call.action != "GetItem":
            seen.append(call.action)

    twin.functions.watchers.append(watch)
    yield seen
    twin.functions.watchers.remove(watch)


def test_who_wrote_is_only_the_providers_word(twin: Twin, connect: Connect) -> None:
    """The name that DingTalk shows makes nobody a colleague: the id does, where an administrator has linked it."""
    connection_id = connect("dingtalk", known=False)
    request = written(twin, "dingtalk", TEXT, "m-9", senderNick="王强", senderStaffId=f"not-{WANG['dingtalk']}")
    assert bring(twin, connection_id, request).status == 200
    twin.settle()
    assert json.dumps(heard(twin, "CardRequested", connection_id)) == "[]"
