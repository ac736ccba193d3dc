"""The only way out of uncertainty."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest

from infra.local.pump import Killed
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.messaging.conftest import Ask, states

SENT = {"channel": "email", "outcome": "was_sent", "note": "the customer has it"}
AGAIN = {"channel": "email", "outcome": "send_again", "note": "not in the provider's log"}


@pytest.fixture
def uncertain(twin: Twin, ask: Ask) -> str:
    """A message whose sender was killed before the call."""

    def kill(operation: str, action: str) -> None:
        if (operation, action) == ("messaging.deliver_message", "sesv2:SendEmail"):
            raise Killed

    twin.functions.before_call = kill
    message_id = ask("agent")
    twin.functions.before_call = lambda _operation, _action: None
    twin.advance(minutes=1)
    return message_id


def route(message_id: str) -> str:
    return f"POST /messages/{message_id}/settlements"


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call(route("msg_1"), SENT), 401, "not_signed_in")


def test_agents_do_not_settle(twin: Twin) -> None:
    problem(twin.call(route("msg_1"), SENT, user="agent"), 403, "not_allowed")


def test_unknown_message(twin: Twin) -> None:
    problem(twin.call(route("msg_1"), SENT, user="supervisor"), 404, "not_found")


def test_a_note_is_needed(twin: Twin, uncertain: str) -> None:
    answer = twin.call(route(uncertain), {**SENT, "note": " "}, user="supervisor")
    assert problem(answer, 422, "invalid_payload")["errors"][0]["field"] == "note"


def test_what_is_known_is_not_settled(twin: Twin, ask: Ask, uncertain: str) -> None:
    problem(twin.call(route(ask("agent")), SENT, user="supervisor"), 409, "not_uncertain")
    problem(twin.call(route(uncertain), {**SENT, "channel": "in_app"}, user="supervisor"), 409, "not_uncertain")
    problem(twin.call(route(uncertain), {**SENT, "channel": "webhook"}, user="supervisor"), 409, "not_uncertain")


def test_it_stays_uncertain_until_somebody_decides(
    twin: Twin, uncertain: str, message: Callable[[str], dict[str, Any]], mails: Callable[[], list[EmailMessage]]
) -> None:
    twin.advance(days=3)
    assert states(message(uncertain)) == {"in_app": "sent", "email": "uncertain"}
    assert mails() == []
    listed = twin.call("GET /messages?state=uncertain", user="supervisor").json["items"]
    assert uncertain in [each["message_id"] for each in listed]


def test_it_was_sent(
    twin: Twin, uncertain: str, message: Callable[[str], dict[str, Any]], mails: Callable[[], list[EmailMessage]]
) -> None:
    answer = twin.call(route(uncertain), SENT, user="supervisor")
    assert answer.status == 200
    twin.advance(days=1)
    mail = message(uncertain)["by_channel"]["email"]
    assert (mail["state"], mail["reason"]) == ("sent", "settled_by_hand")
    assert mails() == []
    problem(twin.call(route(uncertain), SENT, user="supervisor"), 409, "not_uncertain")


def test_it_is_sent_again_once(
    twin: Twin, uncertain: str, message: Callable[[str], dict[str, Any]], mails: Callable[[], list[EmailMessage]]
) -> None:
    key = {"Idempotency-Key": f"again-{uncertain}"}
    first = twin.call(route(uncertain), AGAIN, user="supervisor", headers=key)
    again = twin.call(route(uncertain), AGAIN, user="supervisor", headers=key)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json == first.json
    twin.advance(minutes=1)
    assert states(message(uncertain)) == {"in_app": "sent", "email": "sent"}
    assert len(mails()) == 1


def test_a_stale_version_is_refused(twin: Twin, uncertain: str) -> None:
    answer = twin.call(route(uncertain), SENT, user="supervisor", headers={"If-Match": "1"})
    problem(answer, 409, "stale_version")
