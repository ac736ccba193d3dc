"""Reading what one was told."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.messaging.conftest import Ask


def listed(twin: Twin, user: str, query: str = "") -> list[dict[str, Any]]:
    answer = twin.call(f"GET /notifications{query}", user=user)
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /notifications"), 401, "not_signed_in")


def test_cursor_of_another_list_is_refused(twin: Twin, ask: Ask, add_user: Callable[..., str]) -> None:
    user = add_user("pages-wrongly", "agent")
    for _ in range(2):
        ask(user)
    cursor = twin.call("GET /notifications?limit=1", user=user).json["next_cursor"]
    problem(twin.call(f"GET /notifications?unread=true&cursor={cursor}", user=user), 400, "invalid_cursor")
    problem(twin.call(f"GET /notifications?cursor={cursor}", user="agent"), 400, "invalid_cursor")


def test_only_ones_own(twin: Twin, ask: Ask, add_user: Callable[..., str]) -> None:
    one, other = add_user("reads-1", "agent"), add_user("reads-2", "agent")
    ask(one)
    assert len(listed(twin, one)) == 1
    assert listed(twin, other) == []


@pytest.mark.requirement("R-750")
def test_newest_first_in_pages(twin: Twin, ask: Ask, add_user: Callable[..., str]) -> None:
    user, ids = add_user("reads-3", "agent"), []
    for _ in range(5):
        twin.advance(seconds=1)
        ids.append(ask(user))
    found, cursor = list[str](), ""
    while True:
        page = twin.call(f"GET /notifications?limit=2{cursor}", user=user).json
        assert len(page["items"]) <= 2
        found += [each["notification_id"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert found == ids[::-1]


def test_what_one_sees(twin: Twin, ask: Ask, add_user: Callable[..., str]) -> None:
    user = add_user("reads-4", "agent", locale="en")
    message_id = ask(user, subject_id="case_shown")
    assert listed(twin, user) == [
        {
            "notification_id": message_id,
            "at": listed(twin, user)[0]["at"],
            "title": "Case C-1 is yours",
            "body": "设备无法联网\nPriority P2.\nWhy you: the best match of skills, language and workload",
            "category": "case",
            "template": "case_assigned",
            "subject_id": "case_shown",
            "read": False,
        }
    ]


def test_unread_ones(twin: Twin, ask: Ask, add_user: Callable[..., str]) -> None:
    user = add_user("reads-5", "agent")
    first, second = ask(user), ask(user)
    twin.call(f"POST /notifications/{first}/reads", user=user)
    assert [each["notification_id"] for each in listed(twin, user, "?unread=true")] == [second]
    assert {each["notification_id"]: each["read"] for each in listed(twin, user)} == {first: True, second: False}


def test_what_was_not_told_in_the_app_is_not_listed(twin: Twin, ask: Ask, add_user: Callable[..., str]) -> None:
    user = add_user("reads-6", "agent")
    ask(user, channels=["email"])
    assert listed(twin, user) == []


def test_a_list_costs_two_requests_however_long(
    twin: Twin, ask: Ask, add_user: Callable[..., str], calls: list[AwsCall]
) -> None:
    user = add_user("reads-7", "agent")
    for _ in range(4):
        ask(user)
    calls.clear()
    listed(twin, user)
    principal, watermark, notices = [call.action for call in calls]
    assert (principal, watermark, notices) == ("GetItem", "GetItem", "Query")
