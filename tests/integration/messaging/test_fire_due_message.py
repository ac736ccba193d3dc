"""A message whose time has come."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.integration.messaging.conftest import Ask, states

FIRE = "messaging.fire_due_message"


def fire(twin: Twin, message_id: str) -> None:
    twin.functions.invoke(FIRE, {"aggregate_id": message_id, "due_at": "2026-03-03T00:00:00+00:00"})
    twin.settle()


def test_unknown_sent_and_early_messages_are_left_alone(
    twin: Twin, ask: Ask, add_contact: Callable[..., str], calls: list[AwsCall]
) -> None:
    sent = ask("agent")
    contact = add_contact("early")
    twin.advance(hours=12)
    waiting = ask(contact, "case_received")
    calls.clear()
    for message_id in ("msg_1", sent, waiting):
        fire(twin, message_id)
    assert [call.action for call in calls if call.operation == FIRE] == ["GetItem"] * 3
    twin.advance(hours=12)


def test_fired_twice_it_is_sent_once(
    twin: Twin,
    ask: Ask,
    add_contact: Callable[..., str],
    message: Callable[[str], dict[str, Any]],
    mails: Callable[[], list[EmailMessage]],
) -> None:
    contact = add_contact("twice")
    twin.advance(hours=12)
    message_id = ask(contact, "case_received")
    twin.pump.lose_schedules()
    twin.clock.move_to(twin.clock.now().replace(hour=23, minute=59))
    fire(twin, message_id)
    assert states(message(message_id)) == {"email": "deferred"}
    twin.advance(minutes=1)
    for _ in range(2):
        fire(twin, message_id)
    assert states(message(message_id)) == {"email": "sent"}
    assert len(mails()) == 1
    twin.advance(hours=2)
