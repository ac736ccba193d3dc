"""Clearing the inbox."""

from collections.abc import Callable

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.messaging.conftest import Ask
from tests.integration.messaging.test_list_notifications import listed


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("POST /notifications/reads"), 401, "not_signed_in")


def test_everything_up_to_now_and_nothing_later(
    twin: Twin, ask: Ask, add_user: Callable[..., str], calls: list[AwsCall]
) -> None:
    user = add_user("clears", "agent")
    for _ in range(3):
        ask(user)
    calls.clear()
    answer = twin.call("POST /notifications/reads", user=user)
    assert answer.status == 200
    assert [call.action for call in calls].count("TransactWriteItems") == 1
    twin.advance(seconds=1)
    later = ask(user)
    assert [each["notification_id"] for each in listed(twin, user, "?unread=true")] == [later]
    assert [each["read"] for each in listed(twin, user)] == [False, True, True, True]


def test_a_repeated_call_does_not_reach_further(twin: Twin, ask: Ask, add_user: Callable[..., str]) -> None:
    user = add_user("clears-once", "agent")
    key = {"Idempotency-Key": "clear-it-once"}
    first = twin.call("POST /notifications/reads", user=user, headers=key)
    twin.advance(seconds=1)
    ask(user)
    assert twin.call("POST /notifications/reads", user=user, headers=key).json == first.json
    assert len(listed(twin, user, "?unread=true")) == 1
