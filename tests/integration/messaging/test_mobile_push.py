"""What phones show, and what becomes of phones that are no longer there."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from moto.sns.models import sns_backends

from crm.core import aws
from infra.local import resources
from infra.local.twin import Twin
from tests.integration.messaging.conftest import Ask, states

Read = Callable[[str], dict[str, Any]]
Phone = Callable[..., str]


@pytest.fixture
def with_phones(twin: Twin, add_user: Callable[..., str]) -> Phone:
    """Add a colleague with phones; return their id."""

    def add(user_id: str, *platforms: str, **members: Any) -> str:
        user = add_user(user_id, "agent", **members)
        for number, platform in enumerate(platforms):
            body = {"platform": platform, "token": f"{user_id}:{number:032d}", "name": platform}
            assert twin.call("POST /me/devices", body, user=user).status == 201
        return user

    return add


@pytest.fixture(autouse=True)
def _quiet_phones() -> Iterator[None]:
    yield
    for device in devices():
        device.messages.clear()


def devices() -> list[Any]:
    return list(sns_backends[resources.ACCOUNT][resources.REGION].platform_endpoints.values())


def shown() -> dict[str, list[dict[str, Any]]]:
    """Return what each phone was handed, by the token it is known by."""
    return {each.token: [json.loads(text) for text in each.messages.values()] for each in devices() if each.messages}


@pytest.mark.requirement("R-243")
def test_a_task_is_shown_on_the_phone_of_whoever_gets_it(twin: Twin, with_phones: Phone) -> None:
    user = with_phones("on-the-road", "ios", manager_id="supervisor")
    task = {
        "title": "当天与客户A通话",
        "expected_result": "确认续约意向",
        "priority": "urgent",
        "due_at": "2026-03-02T10:00:00Z",
        "assignee_id": user,
    }
    made = twin.call("POST /tasks", task, user="supervisor")
    assert made.status == 201
    twin.settle()
    inbox = twin.call("GET /inbox", user=user).json["items"]
    assert [each["title"] for each in inbox] == ["当天与客户A通话"]
    told = twin.call(f"GET /messages?to={user}", user="supervisor").json["items"]
    (message,) = [each for each in told if each["template"] == "task_assigned"]
    states_of = {each["channel"]: each["state"] for each in message["deliveries"]}
    assert states_of["mobile_push"] == "sent"
    (notices,) = shown().values()
    (apple,) = [json.loads(each["APNS"]) for each in notices]
    assert "当天与客户A通话" in apple["aps"]["alert"]["title"]
    assert apple["subject_id"] == made.json["task_id"]


def test_both_platforms_show_it_in_the_words_of_the_app(ask: Ask, message: Read, with_phones: Phone) -> None:
    user = with_phones("two-phones", "ios", "android")
    told = message(ask(user))
    assert states(told) == {"in_app": "sent", "email": "sent", "mobile_push": "sent"}
    first, second = shown().values()
    apple, google = json.loads(first[0]["APNS"]), json.loads(second[0]["GCM"])["fcmV1Message"]["message"]
    assert apple["aps"]["alert"] == google["notification"]
    assert google["notification"]["title"] == "工单 C-1 已分派给您"
    assert google["data"]["message_id"] == told["message_id"]


def test_an_urgent_one_breaks_through(ask: Ask, with_phones: Phone) -> None:
    ask(with_phones("in-a-hurry", "ios"), urgent=True)
    ((notice,),) = shown().values()
    assert json.loads(notice["APNS"])["aps"]["interruption-level"] == "time-sensitive"
    assert json.loads(notice["GCM"])["fcmV1Message"]["message"]["android"]["priority"] == "high"


def test_a_long_text_is_cut(ask: Ask, with_phones: Phone) -> None:
    facts = {"number": "C-1", "title": "长" * 200, "priority": "P2", "due_at": None, "reason": "best_score"}
    ask(with_phones("reads-little", "android"), facts=facts)
    ((notice,),) = shown().values()
    assert len(json.loads(notice["GCM"])["fcmV1Message"]["message"]["notification"]["body"]) <= 178
    assert all(len(part.encode()) < 4096 for part in notice.values())


def test_who_has_no_phone_has_no_delivery_to_one(ask: Ask, message: Read, add_user: Callable[..., str]) -> None:
    assert "mobile_push" not in states(message(ask(add_user("desk-only", "agent"))))


def test_a_category_can_be_muted_on_the_phone_alone(twin: Twin, ask: Ask, message: Read, with_phones: Phone) -> None:
    user = with_phones("wants-quiet", "ios")
    twin.call("PUT /me/notification-preferences", {"categories": {"case": {"mobile_push": False}}}, user=user)
    delivery = message(ask(user))["by_channel"]["mobile_push"]
    assert (delivery["state"], delivery["reason"]) == ("suppressed", "preference")
    assert shown() == {}


def test_a_phone_without_the_app_is_forgotten(twin: Twin, ask: Ask, message: Read, with_phones: Phone) -> None:
    user = with_phones("new-phone", "ios", "android")
    ask(user)
    old = next(each for each in devices() if each.token.startswith("new-phone:0000"))
    resources.client("sns").set_endpoint_attributes(EndpointArn=old.arn, Attributes={"Enabled": "false"})
    assert states(message(ask(user)))["mobile_push"] == "sent"
    left = twin.call("GET /me/devices", user=user).json["items"]
    assert [each["platform"] for each in left] == ["android"]
    assert old.arn not in {each.arn for each in devices()}


def test_a_phone_that_was_lost_can_come_back(twin: Twin, ask: Ask, message: Read, with_phones: Phone) -> None:
    user = with_phones("comes-back", "ios")
    ask(user)
    (phone,) = [each for each in devices() if each.token.startswith("comes-back:")]
    resources.client("sns").set_endpoint_attributes(EndpointArn=phone.arn, Attributes={"Enabled": "false"})
    delivery = message(ask(user))["by_channel"]["mobile_push"]
    assert (delivery["state"], delivery["reason"]) == ("failed", "device_gone")
    assert twin.call("GET /me/devices", user=user).json["items"] == []
    body = {"platform": "ios", "token": phone.token, "name": "iPhone"}
    assert twin.call("POST /me/devices", body, user=user).status == 201
    assert states(message(ask(user)))["mobile_push"] == "sent"


class Sns:
    """SNS on a bad day: each call raises what is first in `troubles` of its name."""

    def __init__(self, real: Any, troubles: dict[str, list[Exception]]) -> None:
        self._real = real
        self._troubles = troubles

    def __getattr__(self, name: str) -> Any:
        if self._troubles.get(name):
            trouble = self._troubles[name].pop(0)

            def fail(**_: Any) -> None:
                raise trouble

            return fail
        return getattr(self._real, name)


def refusal(code: str, status: int) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "Publish")


@pytest.mark.parametrize(
    ("call", "trouble", "state", "reason"),
    [
        ("create_platform_endpoint", refusal("Throttled", 429), "retrying", "Throttled"),
        ("create_platform_endpoint", refusal("InvalidParameter", 400), "failed", "device_gone"),
        ("create_platform_endpoint", ReadTimeoutError(endpoint_url="sns"), "retrying", "ReadTimeoutError"),
        ("publish", refusal("Throttled", 429), "retrying", "Throttled"),
        ("publish", refusal("InternalError", 500), "uncertain", "InternalError"),
        ("publish", ReadTimeoutError(endpoint_url="sns"), "uncertain", "ReadTimeoutError"),
    ],
)
def test_what_becomes_of_it_when_sns_is_unwell(
    call: str,
    trouble: Exception,
    state: str,
    reason: str,
    ask: Ask,
    message: Read,
    with_phones: Phone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user = with_phones(f"unwell-{call.split('_', maxsplit=1)[0]}-{reason.lower()}", "ios")
    client, troubles = aws.client, {call: [trouble]}
    monkeypatch.setattr(
        aws, "client", lambda service: Sns(client(service), troubles) if service == "sns" else client(service)
    )
    delivery = message(ask(user))["by_channel"]["mobile_push"]
    assert (delivery["state"], delivery["reason"]) == (state, reason)
