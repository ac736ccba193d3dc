"""Taking note of what one was told."""

from collections.abc import Callable

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.messaging.conftest import Ask


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("POST /notifications/msg_1/reads"), 401, "not_signed_in")


def test_unknown_and_foreign_ones_look_the_same(twin: Twin, ask: Ask) -> None:
    message_id = ask("agent")
    problem(twin.call("POST /notifications/msg_1/reads", user="agent"), 404, "not_found")
    problem(twin.call(f"POST /notifications/{message_id}/reads", user="supervisor"), 404, "not_found")


def test_a_mail_is_no_notification(twin: Twin, ask: Ask) -> None:
    message_id = ask("agent", channels=["email"])
    problem(twin.call(f"POST /notifications/{message_id}/reads", user="agent"), 404, "not_found")


def test_read_once_and_for_all(twin: Twin, ask: Ask, message: Callable[..., dict[str, object]]) -> None:
    message_id = ask("agent")
    first = twin.call(f"POST /notifications/{message_id}/reads", user="agent")
    assert first.status == 200
    twin.advance(minutes=1)
    again = twin.call(f"POST /notifications/{message_id}/reads", user="agent")
    assert again.json == first.json
    assert message(message_id)["read_at"] == first.json["read_at"]


def test_a_repeated_call_gets_its_first_answer(twin: Twin, ask: Ask) -> None:
    message_id = ask("agent")
    key = {"Idempotency-Key": "read-this-once"}
    first = twin.call(f"POST /notifications/{message_id}/reads", user="agent", headers=key)
    again = twin.call(f"POST /notifications/{message_id}/reads", user="agent", headers=key)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json == first.json


def test_read_while_its_mail_is_still_waiting(twin: Twin, ask: Ask, message: Callable[..., dict[str, object]]) -> None:
    twin.advance(hours=12)
    message_id = ask("agent")
    assert twin.call(f"POST /notifications/{message_id}/reads", user="agent").status == 200
    twin.advance(hours=12)
    told = message(message_id)
    assert told["read_at"] is not None
    assert [each["state"] for each in told["deliveries"]] == ["sent", "sent"]  # type: ignore[attr-defined]
