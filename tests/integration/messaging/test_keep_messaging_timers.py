"""The schedules of messages that wait."""

from collections.abc import Callable
from typing import Any

from infra.local.twin import Twin
from tests.integration.messaging.conftest import Ask


def test_one_schedule_while_it_waits_and_none_afterwards(
    twin: Twin, ask: Ask, add_contact: Callable[..., str], message: Callable[[str], dict[str, Any]]
) -> None:
    contact = add_contact("timed")
    twin.advance(hours=12)
    message_id = ask(contact, "case_received")
    (timer,) = [each for each in twin.pump.timers() if each["name"].startswith(message_id)]
    assert timer["fires_at"] == message(message_id)["by_channel"]["email"]["due_at"]
    assert timer["target"].endswith("messaging-fire_due_message")
    assert len(timer["name"]) <= 64
    twin.advance(hours=12)
    assert [each for each in twin.pump.timers() if each["name"].startswith(message_id)] == []


def test_a_message_that_leaves_at_once_needs_none(twin: Twin, ask: Ask) -> None:
    message_id = ask("agent")
    assert [each for each in twin.pump.timers() if each["name"].startswith(message_id)] == []
