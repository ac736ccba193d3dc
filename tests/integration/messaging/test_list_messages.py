"""Looking for messages."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.messaging.conftest import Ask


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /messages?to=agent"), 401, "not_signed_in")


@pytest.mark.parametrize("query", ["", "?to=agent&state=failed", "?subject_id=case_1&to=agent"])
def test_exactly_one_filter(query: str, twin: Twin) -> None:
    problem(twin.call(f"GET /messages{query}", user="supervisor"), 422, "one_filter")


def test_unknown_state_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /messages?state=sent", user="supervisor"), 422, "invalid_payload")


@pytest.mark.parametrize("query", ["to=supervisor", "state=uncertain", "state=failed", "state=deferred"])
def test_agents_do_not_look_into_others_mail(query: str, twin: Twin) -> None:
    problem(twin.call(f"GET /messages?{query}", user="agent"), 403, "not_allowed")


@pytest.mark.requirement("R-749")
def test_the_log_of_a_recipient(twin: Twin, ask: Ask, add_user: Callable[..., str]) -> None:
    user = add_user("logged", "agent")
    told = ask(user)
    assert [each["message_id"] for each in seen(twin, f"to={user}", "supervisor")] == [told]
    assert [each["message_id"] for each in seen(twin, f"to={user}", user)] == [told]


def seen(twin: Twin, query: str, user: str) -> list[dict[str, Any]]:
    answer = twin.call(f"GET /messages?{query}", user=user)
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def test_what_a_case_has_said_in_pages(twin: Twin, ask: Ask, calls: list[AwsCall]) -> None:
    ids = []
    for to in ("agent", "supervisor", "chief"):
        twin.advance(seconds=1)
        ids.append(ask(to, subject_id="case_pages"))
    calls.clear()
    first = twin.call("GET /messages?subject_id=case_pages&limit=2", user="agent").json
    assert [call.action for call in calls] == ["GetItem", "Query", "BatchGetItem"]
    cursor = first["next_cursor"]
    rest = twin.call(f"GET /messages?subject_id=case_pages&limit=2&cursor={cursor}", user="agent").json
    assert [each["message_id"] for each in first["items"] + rest["items"]] == ids[::-1]
    problem(twin.call(f"GET /messages?to=agent&cursor={cursor}", user="agent"), 400, "invalid_cursor")


def test_facts_stay_with_their_recipient(twin: Twin, ask: Ask) -> None:
    ask("agent", subject_id="case_secret", facts={"title": "a secret"})
    assert "a secret" not in twin.call("GET /messages?subject_id=case_secret", user="supervisor").body


def test_what_waits_for_the_morning_and_is_gone_afterwards(
    twin: Twin, ask: Ask, add_contact: Callable[..., str]
) -> None:
    contact = add_contact("waits")
    twin.advance(hours=12)
    message_id = ask(contact, "case_received")
    assert message_id in [each["message_id"] for each in seen(twin, "state=deferred", "supervisor")]
    twin.advance(hours=12)
    assert message_id not in [each["message_id"] for each in seen(twin, "state=deferred", "supervisor")]
