"""How messages are shown. The facts that they were filled with are not: they are for their recipient."""

from datetime import datetime

from pydantic import BaseModel

from crm.core import i18n
from crm.core.events import Actor
from crm.core.i18n import Locale
from crm.core.messages import Channel, MessageClass
from crm.core.paging import Page
from crm.messaging.models import Delivery, DeliveryState, Message, Step


class DeliveryView(BaseModel):
    """A message on one channel: where it is, why, and how it came there."""

    channel: Channel
    state: DeliveryState
    since: datetime
    reason: str | None
    explanation: str
    due_at: datetime | None
    attempts: int
    provider_id: str | None
    consent: str | None
    history: tuple[Step, ...]

    @classmethod
    def of(cls, delivery: Delivery, locale: Locale) -> "DeliveryView":
        """Show a delivery, with its state and reason in words."""
        members = set(cls.model_fields) - {"explanation"}
        shown = {name: getattr(delivery, name) for name in members}
        return cls(**shown, explanation=_explanation(delivery, locale))


def _explanation(delivery: Delivery, locale: Locale) -> str:
    state = i18n.text("messaging", f"states.{delivery.state}", locale)
    if delivery.reason is None:
        return state
    reason = i18n.find("messaging", f"reasons.{delivery.reason}", locale) or delivery.reason
    return i18n.text("messaging", "because", locale, {"state": state, "reason": reason})


class MessageView(BaseModel):
    """A message in the ledger: who was to be told what, and what became of it on each channel."""

    message_id: str
    version: int
    to: str
    template: str
    template_version: int | None
    category: str
    subject_id: str
    message_class: MessageClass
    urgent: bool
    actor: Actor
    correlation_id: str
    requested_at: datetime
    read_at: datetime | None
    deliveries: list[DeliveryView]

    @classmethod
    def of(cls, message: Message, locale: Locale) -> "MessageView":
        """Show a message."""
        members = set(cls.model_fields) - {"message_id", "deliveries"}
        shown = [DeliveryView.of(each, locale) for each in message.deliveries]
        return cls(message_id=message.id, **message.model_dump(include=members), deliveries=shown)


class MessagePage(Page[MessageView]):
    """Messages, newest first."""
