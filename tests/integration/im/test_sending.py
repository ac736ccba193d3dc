"""What leaves through the providers of IM: real HTTP, to servers that stand in for them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra.local.twin import Twin
from tests.integration.im.conftest import CREDENTIALS, VENDORS, Connect, bring, done, link, say, seconds
from tests.unit.im.conftest import wecom_request

Told = Callable[[], list[dict[str, Any]]]
REFUSED: dict[str, tuple[int, dict[str, Any]]] = {
    "wecom": (200, {"errcode": 60111, "errmsg": "userid not found"}),
    "feishu": (400, {"code": 230002, "msg": "bot is not in the chat"}),
    "dingtalk": (400, {"code": "invalidParameter.robotCode", "message": "no such robot"}),
    "slack": (200, {"ok": False, "error": "channel_not_found"}),
}
LIMITED: dict[str, tuple[int, dict[str, Any]]] = {
    "wecom": (200, {"errcode": 45009, "errmsg": "api freq out of limit"}),
    "feishu": (400, {"code": 99991400, "msg": "request trigger frequency limit"}),
    "dingtalk": (200, {"errcode": 130101, "errmsg": "send too fast"}),
    "slack": (429, {"ok": False, "error": "ratelimited"}),
}


@pytest.fixture
def asks(twin: Twin, connect: Connect) -> Callable[..., str]:
    """Let 王强 write something that is answered; return the connection."""

    def ask(vendor: str, message_id: str, connection_id: str | None = None, **members: Any) -> str:
        through = connection_id or connect(vendor)
        say(twin, through, vendor, f"@客服-张敏 帮忙跟进客户X{message_id[-3:]} 的退货", message_id, **members)
        return through

    return ask


def delivery(twin: Twin, connection_id: str) -> dict[str, Any]:
    """Return how the answer to what arrived last fares."""
    listed = f"GET /im/connections/{connection_id}/messages?outcome=not_understood&limit=1"
    (arrived,) = done(twin.call(listed, user="admin"))["items"]
    (message,) = done(twin.call(f"GET /messages?subject_id={arrived['im_message_id']}", user="admin"))["items"]
    (found,) = message["deliveries"]
    assert message["to"].startswith("thread_")
    assert found["channel"] == "im"
    shown: dict[str, Any] = found
    return shown


def addressed(vendor: str) -> dict[str, Any]:
    """Return what makes a message one to the bot."""
    bot = {"key": "@_user_9", "id": {"open_id": "ou_bot"}, "name": "机器人", "mentioned_type": "bot"}
    return {"mentions": [bot]} if vendor == "feishu" else {}


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_answer_goes_where_the_question_came_from_and_its_id_is_kept(
    twin: Twin, asks: Callable[..., str], told: Told, vendor: str
) -> None:
    connection_id = asks(vendor, "1772440000.000101", **addressed(vendor))
    (sent,) = told()
    assert sent["vendor"] == vendor
    assert (
        sent["path"]
        == {
            "wecom": "/cgi-bin/message/send",
            "feishu": "/open-apis/im/v1/messages/1772440000.000101/reply",
            "dingtalk": "/robot/sendBySession",
            "slack": "/api/chat.postMessage",
        }[vendor]
    )
    shown = delivery(twin, connection_id)
    assert shown["state"] == "sent"
    if vendor != "dingtalk":
        assert shown["provider_id"]


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_a_provider_refuses_has_failed_and_says_why(
    twin: Twin, connect: Connect, asks: Callable[..., str], told: Told, vendor: str
) -> None:
    connection_id = connect(vendor)
    twin.im_providers.answers = [REFUSED[vendor]]
    shown = delivery(twin, asks(vendor, "1772440000.000102", connection_id, **addressed(vendor)))
    assert shown["state"] == "failed"
    assert shown["reason"].startswith(f"{vendor}_")
    assert told() == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_is_too_much_at_once_waits_and_is_sent(
    twin: Twin, connect: Connect, asks: Callable[..., str], told: Told, vendor: str
) -> None:
    connection_id = connect(vendor)
    twin.im_providers.answers = [LIMITED[vendor]]
    asks(vendor, "1772440000.000103", connection_id, **addressed(vendor))
    assert (delivery(twin, connection_id)["state"], told()) == ("retrying", [])
    assert delivery(twin, connection_id)["reason"] == "rate_limited"
    twin.advance(minutes=2)
    assert delivery(twin, connection_id)["state"] == "sent"
    assert len(told()) == 1


def test_a_connection_sends_no_more_in_a_minute_than_is_agreed(
    twin: Twin, connect: Connect, asks: Callable[..., str], told: Told
) -> None:
    connection_id = connect("dingtalk", per_minute=2)
    for number in range(4):
        asks("dingtalk", f"limited-{number:03d}", connection_id)
    assert len(told()) == 2
    twin.advance(seconds=61)
    assert len(told()) == 4
    assert delivery(twin, connection_id)["state"] == "sent"


@pytest.mark.parametrize(
    ("vendor", "state"), [("wecom", "uncertain"), ("dingtalk", "uncertain"), ("slack", "uncertain"), ("feishu", "sent")]
)
def test_a_lost_answer_is_asked_for_again_only_where_the_provider_takes_it_once(
    twin: Twin, connect: Connect, asks: Callable[..., str], told: Told, vendor: str, state: str
) -> None:
    connection_id = connect(vendor)
    twin.im_providers.answers = [(502, {})]
    asks(vendor, "1772440000.000104", connection_id, **addressed(vendor))
    twin.advance(minutes=10)
    assert delivery(twin, connection_id)["state"] == state
    assert len(told()) == (1 if state == "sent" else 0)


def test_feishu_is_handed_the_same_key_each_time(
    twin: Twin, connect: Connect, asks: Callable[..., str], told: Told
) -> None:
    connection_id = connect("feishu")
    seen: list[str] = []
    answer = twin.im_providers.answer
    twin.im_providers.answers = [(503, {})]

    def spied(method: str, target: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        if b'"uuid"' in body:
            seen.append(body.decode().partition('"uuid":"')[2].partition('"')[0])
        return answer(method, target, headers, body)

    twin.im_providers.answer = spied  # type: ignore[method-assign]
    try:
        asks("feishu", "1772440000.000105", connection_id, **addressed("feishu"))
        twin.advance(minutes=1)
    finally:
        twin.im_providers.answer = answer  # type: ignore[method-assign]
    assert len(seen) == 2
    assert seen[0] == seen[1] != ""
    assert len(told()) == 1


@pytest.mark.parametrize("vendor", ["wecom", "feishu"])
def test_a_token_that_is_not_taken_any_more_is_fetched_anew(
    twin: Twin, asks: Callable[..., str], told: Told, vendor: str
) -> None:
    refused = {"wecom": (200, {"errcode": 42001}), "feishu": (400, {"code": 99991663})}[vendor]
    connection_id = asks(vendor, "1772440000.000106", **addressed(vendor))
    twin.im_providers.answers = [refused]
    asks(vendor, "1772440000.000107", connection_id, **addressed(vendor))
    assert delivery(twin, connection_id)["state"] == "sent"
    assert len(told()) == 2


def test_wecom_takes_one_answer_at_the_address_it_gives(twin: Twin, told: Told) -> None:
    """What comes after it goes to the group; sent again, the first keeps its address."""
    body = {"name": "群机器人", "credentials": CREDENTIALS["wecom"] | {"is_bot": True}}
    connection_id = done(twin.call("POST /im/connections", body, user="admin"))["connection_id"]
    link(twin, connection_id, "wang-qiang", "wang-qiang")
    said = {
        "msgid": "bot-1",
        "aibotid": "aib-1",
        "chatid": "wr-1",
        "chattype": "group",
        "from": {"userid": "wang-qiang"},
        "msgtype": "text",
        "text": {"content": "@客服-张敏 帮忙跟进客户X"},
        "response_url": "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=once",
    }
    request = wecom_request(json.dumps(said), timestamp=seconds(twin), receive_id="")
    assert bring(twin, connection_id, request).status == 200
    twin.settle()
    (arrived,) = done(twin.call(f"GET /im/connections/{connection_id}/messages?outcome=not_understood", user="admin"))[
        "items"
    ]
    again = next(each for each in twin.pump.events if each["data"].get("to") == arrived["thread_id"])
    detail = {name: value for name, value in again.items() if name != "source"} | {
        "id": "msg_1SWW37KCSG4BEE8G7EQN13Z5ZZ"
    }
    event = {"detail-type": "MessageRequested", "source": "crm.core", "detail": detail}
    twin.functions.invoke("messaging.deliver_message", event)
    first, second = told()
    assert (first["path"], first["query"]) == ("/cgi-bin/aibot/response", {"response_code": "once"})
    assert (second["path"], second["document"]["chatid"]) == ("/cgi-bin/appchat/send", "wr-1")


def test_through_a_connection_that_is_switched_off_nothing_leaves(
    twin: Twin, connect: Connect, asks: Callable[..., str], told: Told
) -> None:
    connection_id = connect("slack", per_minute=1)
    asks("slack", "1772440000.000108", connection_id)
    twin.advance(seconds=1)
    asks("slack", "1772440000.000109", connection_id)
    headers = {"If-Match": '"1"'}
    done(twin.call(f"PATCH /im/connections/{connection_id}", {"active": False}, user="admin", headers=headers))
    twin.advance(minutes=2)
    assert (delivery(twin, connection_id)["state"], len(told())) == ("failed", 1)
    assert delivery(twin, connection_id)["reason"] == "connection_disabled"
