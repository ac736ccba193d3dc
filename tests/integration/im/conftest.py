"""The demo company, connected to every provider, and messages as the providers bring them."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from crm.im.requests import WebhookRequest
from infra.local import checkpoint, demo
from infra.local import twin as twins
from infra.local.twin import Answer, Twin
from tests.begun import Begun
from tests.unit.im.conftest import (
    AES_KEY,
    feishu_message,
    feishu_request,
    robot_message,
    robot_request,
    slack_event,
    slack_request,
    wecom_request,
    wecom_text,
)

CREDENTIALS: dict[str, dict[str, Any]] = {
    "wecom": {
        "vendor": "wecom",
        "corp_id": "ww-kairos",
        "agent_id": 1000002,
        "secret": "wecom-secret",
        "token": "wecom-token",
        "encoding_aes_key": AES_KEY,
    },
    "feishu": {
        "vendor": "feishu",
        "app_id": "cli_kairos",
        "app_secret": "feishu-app-secret",
        "encrypt_key": "feishu-key",
        "verification_token": "feishu-token",
    },
    "dingtalk": {
        "vendor": "dingtalk",
        "app_key": "ding-key",
        "app_secret": "robot-secret",
        "robot_code": "ding-robot",
    },
    "slack": {
        "vendor": "slack",
        "app_id": "A0KAIROS",
        "signing_secret": "slack-secret",
        "bot_token": "xoxb-kairos",
    },
}
VENDORS = tuple(CREDENTIALS)
LINKED = ("的账号已与您关联", "is linked to you")
WANG = {"wecom": "wang-qiang", "feishu": "ou_wang", "dingtalk": "wang-qiang", "slack": "U_WANG"}
"""Who 王强 is at each provider."""

Connect = Callable[..., str]


@pytest.fixture(scope="package")
def _founded() -> Iterator[Begun]:
    with twins.running() as running:
        demo.found(running)
        yield Begun(running, checkpoint.take(running))


@pytest.fixture(scope="module")
def twin(_founded: Begun) -> Twin:
    """Give each module the demo company as it was founded."""
    return _founded.again()


@pytest.fixture
def connect(twin: Twin) -> Connect:
    """Connect to a provider, `connect("slack")`, where 王强 is known unless it is said otherwise."""

    def make(vendor: str, *, known: bool = True, **members: Any) -> str:
        body = {"name": vendor, "credentials": CREDENTIALS[vendor], **members}
        connection_id: str = done(twin.call("POST /im/connections", body, user="admin"))["connection_id"]
        if known:
            link(twin, connection_id, WANG[vendor], "wang-qiang")
            twin.settle()
            twin.advance(seconds=61)  # the minute in which 王强 was told of it is over
        return connection_id

    return make


def done(answer: Answer) -> Any:
    assert answer.status in {200, 201}, answer.body
    return answer.json


def link(twin: Twin, connection_id: str, im_user_id: str, user_id: str) -> str:
    body = {"im_user_id": im_user_id, "user_id": user_id}
    answer = twin.call(f"POST /im/connections/{connection_id}/identities", body, user="admin")
    identity_id: str = done(answer)["identity_id"]
    return identity_id


def seconds(twin: Twin) -> str:
    return str(int(twin.clock.now().timestamp()))


def written(twin: Twin, vendor: str, text: str, message_id: str, **members: Any) -> WebhookRequest:
    """Return a message of 王强's in a group, as a provider brings it now."""
    now = seconds(twin)
    if vendor == "wecom":
        return wecom_request(wecom_text(text, MsgId=message_id, **members), timestamp=now)
    if vendor == "feishu":
        return feishu_request(feishu_message({"text": text}, message_id=message_id, **members), timestamp=now)
    if vendor == "dingtalk":
        expires = (int(now) + 3600) * 1000
        said = robot_message(text, msgId=message_id, sessionWebhookExpiredTime=expires, **members)
        return robot_request(said, timestamp=f"{now}000")
    return slack_request(slack_event(text, ts=message_id, **members), timestamp=now)


def bring(twin: Twin, connection_id: str, request: WebhookRequest) -> Answer:
    """Bring a webhook to its address."""
    query = f"?{urlencode(request.query)}" if request.query else ""
    target = f"/webhooks/im/{connection_id}{query}"
    return twin.request(request.method, target, request.headers, request.body, None)


def say(twin: Twin, connection_id: str, vendor: str, text: str, message_id: str, **members: Any) -> None:
    """Let 王强 write something, and all that follows from it."""
    answer = bring(twin, connection_id, written(twin, vendor, text, message_id, **members))
    assert answer.status == 200, answer.body
    twin.settle()
    assert twin.pump.failures == []


def heard(twin: Twin, kind: str, connection_id: str) -> list[dict[str, Any]]:
    """Return the events of a kind about what arrived through a connection."""
    arrived = {
        each["aggregate_id"]
        for each in twin.pump.events
        if each["type"] == "MessageArrived" and each["data"]["connection_id"] == connection_id
    }
    return [each["data"] for each in twin.pump.events if each["type"] == kind and each["aggregate_id"] in arrived]


@pytest.fixture
def told(twin: Twin) -> Callable[[], list[dict[str, Any]]]:
    """What the providers were told since the test began, but for what people hear of being linked."""
    before = len(twin.im_providers.sent)

    def since() -> list[dict[str, Any]]:
        said = ((each, json.dumps(each["document"], ensure_ascii=False)) for each in twin.im_providers.sent[before:])
        return [each for each, text in said if not any(words in text for words in LINKED)]

    return since
