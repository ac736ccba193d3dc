"""Whatever comes is taken or refused with a 4xx, and never anything else."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.errors import BodyTooLargeError, CrmError
from crm.im.errors import MalformedWebhookError
from crm.im.inbound import Arrival
from crm.im.requests import WebhookRequest
from crm.im.vendors import dingtalk, feishu, slack, wecom
from tests.unit.im.conftest import (
    DINGTALK,
    FEISHU,
    NOW,
    RANDOM,
    ROBOT,
    SLACK,
    event_request,
    feishu_message,
    feishu_request,
    robot_message,
    robot_request,
    slack_event,
    slack_request,
    wecom_request,
)
from tests.unit.im.conftest import WECOM as KEYS

RECEIVERS: Mapping[str, Callable[[WebhookRequest], Arrival]] = {
    "wecom": lambda request: wecom.receive(request, KEYS, NOW),
    "feishu": lambda request: feishu.receive(request, FEISHU, NOW),
    "robot": lambda request: dingtalk.receive(request, ROBOT, NOW),
    "dingtalk": lambda request: dingtalk.receive_event(request, DINGTALK, NOW, RANDOM),
    "slack": lambda request: slack.receive(request, SLACK, NOW),
}
SIGNED: Mapping[str, Callable[[str], WebhookRequest]] = {
    "wecom": wecom_request,
    "feishu": feishu_request,
    "robot": robot_request,
    "dingtalk": event_request,
    "slack": slack_request,
}
NAMES = ("msg_signature", "signature", "timestamp", "timeStamp", "nonce", "echostr")
HEADERS = (
    "X-Lark-Signature",
    "X-Lark-Request-Timestamp",
    "X-Slack-Signature",
    "X-Slack-Request-Timestamp",
    "sign",
    "timestamp",
    "content-type",
)


def status_of(receive: Callable[[], Arrival]) -> int:
    """Return the status of the answer; any exception but a refusal fails the test."""
    try:
        receive()
    except CrmError as refusal:
        return refusal.status
    return 200


anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@pytest.mark.parametrize("name", RECEIVERS)
@given(
    method=st.sampled_from(["GET", "POST"]),
    query=st.dictionaries(st.sampled_from(NAMES), anything),
    headers=st.dictionaries(st.sampled_from(HEADERS), anything),
    body=st.binary(max_size=300),
)
def test_nobody_gets_in_without_a_signature(
    name: str, method: str, query: dict[str, str], headers: dict[str, str], body: bytes
) -> None:
    request = WebhookRequest(method, query, {key.lower(): value for key, value in headers.items()}, body)
    assert 400 <= status_of(lambda: RECEIVERS[name](request)) < 500


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | anything,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(anything, inside, max_size=3),
    max_leaves=8,
)
MEMBERS = ["type", "event", "header", "token", "text", "msgtype", "content", "msgId", "atUsers", "challenge", "encrypt"]
KNOWN = st.sampled_from(["event_callback", "url_verification", "message", "text", "richText", "feishu-token", "im.x"])


@pytest.mark.parametrize("name", RECEIVERS)
@settings(max_examples=60)
@given(document=st.dictionaries(st.sampled_from(MEMBERS), KNOWN | json_values))
def test_any_document_under_a_good_signature_is_taken_or_refused(name: str, document: dict[str, Any]) -> None:
    text = json.dumps(document)
    assert status_of(lambda: RECEIVERS[name](SIGNED[name](text))) in {200, 400, 401}


WHOLE: Mapping[str, Any] = {
    "wecom": {
        "msgid": "1",
        "aibotid": "b",
        "chatid": "c",
        "chattype": "group",
        "from": {"userid": "u"},
        "response_url": "https://qyapi.weixin.qq.com/x",
        "create_time": 1,
        "msgtype": "mixed",
        "mixed": {"msg_item": [{"msgtype": "text", "text": {"content": "x"}}]},
    },
    "feishu": feishu_message(
        {"title": "t", "content": [[{"tag": "at", "user_id": "@_user_1"}, {"tag": "a", "text": "x", "href": "y"}]]},
        kind="post",
        mentions=[{"key": "@_user_1", "id": {"open_id": "ou_min"}, "name": "张敏"}],
    ),
    "robot": robot_message("x", atUsers=[{"dingtalkId": "$:min", "staffId": "staff-min"}]),
    "dingtalk": {"EventType": "check_url"},
    "slack": slack_event("<@U_MIN|min> x", thread_ts="1.5", subtype="", edited=None),
}


def paths(document: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to everything in a document, the whole not included."""
    inside = list(document.items()) if isinstance(document, dict) else []
    inside += list(enumerate(document)) if isinstance(document, list) else []
    return [path for key, each in inside for path in ((*here, key), *paths(each, (*here, key)))]


@pytest.mark.parametrize("name", RECEIVERS)
@given(data=st.data())
def test_a_message_with_anything_in_any_place_is_taken_or_refused(name: str, data: st.DataObject) -> None:
    document = json.loads(json.dumps(WHOLE[name]))
    *way, last = data.draw(st.sampled_from(paths(document)))
    place = document
    for key in way:
        place = place[key]
    place[last] = data.draw(json_values)
    assert status_of(lambda: RECEIVERS[name](SIGNED[name](json.dumps(document)))) in {200, 400, 401}


@pytest.mark.parametrize("name", RECEIVERS)
@pytest.mark.parametrize(
    "text",
    ['{"a":' * 20_000 + "1" + "}" * 20_000, '{"a": ' + "9" * 5000 + "}", '{"a": "\\ud83d"}', '{"a": NaN, "a": 1}'],
)
def test_documents_made_to_break_a_reader(name: str, text: str) -> None:
    request = SIGNED[name](text)
    assert status_of(lambda: RECEIVERS[name](request)) in {200, 400, 401}


def test_a_megabyte_is_refused_before_it_is_read() -> None:
    for is_base64 in (True, False):
        with pytest.raises(BodyTooLargeError):
            WebhookRequest.received("POST", {}, {}, "x" * 2**20, is_base64=is_base64)
    with pytest.raises(BodyTooLargeError):
        WebhookRequest.received("POST", {}, {}, "汉" * 90_000)


@pytest.mark.parametrize("body", ["no base64!", "AAA", "汉"])
def test_base64_that_is_none_is_refused(body: str) -> None:
    with pytest.raises(MalformedWebhookError):
        WebhookRequest.received("POST", {}, {}, body, is_base64=True)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(MalformedWebhookError):
        WebhookRequest.received("POST", {}, {}, "\ud800")


def test_a_request_is_taken_from_the_event_of_the_gateway() -> None:
    event = {
        "requestContext": {"http": {"method": "POST"}},
        "queryStringParameters": {"nonce": "a+b"},
        "headers": {"X-Slack-Signature": "v0"},
        "body": "5rGJ",
        "isBase64Encoded": True,
    }
    request = WebhookRequest.of(event)
    assert (request.body, request.query["nonce"]) == ("汉".encode(), "a+b")
    assert request.headers == {"x-slack-signature": "v0"}
    bare = WebhookRequest.of({"requestContext": {"http": {"method": "GET"}}})
    assert (bare.body, bare.query, bare.headers) == (b"", {}, {})
