"""Hearing of everything that happens in the suite."""

import pytest
from moto.events.models import EventPattern

from crm.core.spec import OnEvent
from functions.messaging import deliver_message, fan_out_to_webhooks


def test_a_rule_for_types_names_them() -> None:
    trigger = deliver_message.handler.spec.trigger
    assert isinstance(trigger, OnEvent)
    assert trigger.pattern == {"source": ["crm.core"], "detail-type": ["MessageRequested"]}


@pytest.mark.parametrize(
    ("source", "heard"),
    [("crm.cases", True), ("crm.directory", True), ("crm.core", False), ("crm.messaging", False)],
)
def test_a_rule_for_everything_leaves_out_what_it_may_cause(source: str, heard: bool) -> None:
    trigger = fan_out_to_webhooks.handler.spec.trigger
    assert isinstance(trigger, OnEvent)
    pattern = EventPattern("", trigger.pattern)
    assert pattern.matches_event({"source": source, "detail-type": "Whatever"}) is heard  # type: ignore[typeddict-item]
