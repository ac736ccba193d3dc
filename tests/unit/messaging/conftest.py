"""Messages and recipients to judge."""

from datetime import UTC, datetime
from typing import Any

from crm.core.events import Actor, Received
from crm.core.messages import MessageRequested
from crm.messaging.models import Delivery, DeliveryState, Message, Step
from crm.messaging.recipients import Consent, Recipient
from crm.messaging.settings.policy import Policy

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 10:00 in Shanghai."""

POLICY = Policy.shipped()["default"]
ACTOR = Actor(kind="system", id="system-agent")


def a_message(**members: Any) -> Message:
    known = {"id": "msg_1", "to": "cont_1", "template": "t", "subject_id": "case_1", "category": "case"}
    made = {"actor": ACTOR, "correlation_id": "test", "requested_at": NOW}
    return Message.model_validate({**known, **made, **members})


def a_request(**members: Any) -> Received[MessageRequested]:
    asked = {"to": "li-lei", "template": "case_assigned", "subject_id": "case_1", **members}
    return Received(
        id="msg_1",
        aggregate_id="case_1",
        aggregate_version=1,
        actor=ACTOR,
        occurred_at=NOW,
        data=MessageRequested.model_validate(asked),
    )


def a_delivery(*states: DeliveryState, channel: Any = "email", at: datetime = NOW) -> Delivery:
    return Delivery(channel=channel, history=tuple(Step(state=state, at=at) for state in states))


def a_user(**members: Any) -> Recipient:
    known = {"id": "li-lei", "kind": "user", "name": "李雷", "email": "li-lei@kairos.example"}
    return Recipient.model_validate({**known, **members})


def a_contact(*consents: Consent, **members: Any) -> Recipient:
    known = {"id": "cont_1", "kind": "contact", "name": "张三", "email": "zhang-san@acme.example"}
    return Recipient.model_validate({**known, "consents": consents, **members})


def said(status: Any, purpose: Any = "marketing", channel: str = "email") -> Consent:
    return Consent(channel=channel, purpose=purpose, status=status, source="form", recorded_at=NOW)
