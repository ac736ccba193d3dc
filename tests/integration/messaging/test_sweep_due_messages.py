"""Messages whose schedule was lost."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.integration.messaging.conftest import Ask, states


def test_a_lost_schedule_costs_minutes(
    twin: Twin,
    ask: Ask,
    add_contact: Callable[..., str],
    message: Callable[[str], dict[str, Any]],
    mails: Callable[[], list[EmailMessage]],
) -> None:
    contact = add_contact("swept")
    twin.advance(hours=12)
    message_id = ask(contact, "case_received")
    assert twin.pump.lose_schedules() >= 1
    twin.advance(hours=10)
    assert states(message(message_id)) == {"email": "deferred"}
    twin.advance(minutes=20)
    assert states(message(message_id)) == {"email": "sent"}
    assert len(mails()) == 1
    twin.advance(hours=3)


def test_a_sweep_reads_the_index_and_nothing_else(twin: Twin, calls: list[AwsCall]) -> None:
    twin.functions.invoke("messaging.sweep_due_messages", {})
    assert {call.action for call in calls} == {"Query"}
