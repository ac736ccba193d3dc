"""How a message gets on: from what was asked, through the gate, to what came of the provider's answer.

Everything here is a function of the message and of what is known now; nothing is read, written or sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.core.events import Event, Received
from crm.core.messages import Channel, MessageRequested
from crm.core.settings import Versioned
from crm.messaging import rules
from crm.messaging.channels.providers import Outcome, needs_call, repeatable
from crm.messaging.events import EndpointAnswered, MessageDelivered, MessageFailed, MessageUncertain
from crm.messaging.models import LIMITED, Delivery, Message, Preferences, Step, Touches
from crm.messaging.recipients import Recipient
from crm.messaging.rules import Verdict
from crm.messaging.settings.policy import Policy
from crm.messaging.settings.template import Template

LEASE = timedelta(seconds=30)
"""How long somebody who was about to call a provider may still be alive: longer than the function may run."""

ANSWER_LOST = "answer_lost"
UNKNOWN_TEMPLATE = "unknown_template"
NOT_OFFERED = "not_offered"

_NO_TEMPLATE_CHANNELS: tuple[Channel, ...] = ("in_app",)


@dataclass(frozen=True, slots=True)
class Known:
    """What a run goes by."""

    now: datetime
    recipient: Recipient | None
    policy: Policy
    template: Versioned[Template] | None
    preferences: Preferences | None
    touches: Touches


def opened(event: Received[MessageRequested], correlation_id: str, known: Known) -> Message:
    """Return the message that an event asks for, with a delivery for each channel it is to go through."""
    request = event.data
    message = Message(
        id=event.id,
        **{**request.model_dump(exclude={"facts"}), "facts": request.facts},
        actor=event.actor,
        correlation_id=correlation_id,
        requested_at=event.occurred_at,
        kept_until=event.occurred_at + timedelta(days=known.policy.keep_days),
    )
    if known.template is None:
        channels = message.channels or _NO_TEMPLATE_CHANNELS
        return message.model_copy(
            update={"deliveries": tuple(Delivery.requested(each, known.now) for each in channels)}
        )
    template = known.template.value
    marketing = "marketing" in {request.message_class, template.message_class}
    return message.model_copy(
        update={
            "category": template.category,
            "message_class": "marketing" if marketing else "service",
            "urgent": request.urgent or template.urgent,
            "deliveries": _deliveries(request, template, known),
        }
    )


def _deliveries(request: MessageRequested, template: Template, known: Known) -> tuple[Delivery, ...]:
    now = known.now
    can_be = _also_on_devices(template.channels, known.recipient)
    offered = tuple(each for each in can_be if not request.channels or each in request.channels)
    if not offered:
        asked = (Delivery.requested(each, now) for each in request.channels)
        return tuple(each.moved("suppressed", now, NOT_OFFERED) for each in asked)
    chosen = rules.chosen_channels(offered, known.recipient)
    return tuple(Delivery.requested(each, now) for each in chosen or offered)


def _also_on_devices(channels: tuple[Channel, ...], recipient: Recipient | None) -> tuple[Channel, ...]:
    """Add the devices of whoever has any: what one is told in the app, the app's devices show."""
    has_devices = recipient is not None and recipient.devices
    return (*channels, "mobile_push") if has_devices and "in_app" in channels else channels


@dataclass(frozen=True, slots=True)
class Passage:
    """A message after the gate: `calling` is the channel whose provider is to be called next."""

    message: Message
    touches: Touches
    calling: Channel | None = None


def passed(message: Message, known: Known) -> Passage:
    """Take each delivery as far as it goes without a provider, and the first that needs one up to the call."""
    passage = Passage(message, known.touches)
    for delivery in message.deliveries:
        if passage.calling is None and delivery.open_at(known.now):
            passage = _passed(passage, _taken_up(delivery, known.now), known)
    return passage


def _taken_up(delivery: Delivery, now: datetime) -> Delivery:
    """Return a delivery that an earlier run may have left in the middle of a call."""
    if delivery.state != "sending":
        return delivery
    ends = delivery.since + LEASE
    if now < ends:
        return delivery.model_copy(update={"due_at": ends})
    return delivery.moved("retrying" if repeatable(delivery.channel) else "uncertain", now, ANSWER_LOST)


def _passed(passage: Passage, delivery: Delivery, known: Known) -> Passage:
    message, touches = passage.message.with_delivery(delivery), passage.touches
    if delivery.state in {"sending", "uncertain"}:
        return Passage(message, touches)
    if known.template is None:
        return Passage(message.with_delivery(delivery.moved("failed", known.now, UNKNOWN_TEMPLATE)), touches)
    verdict = rules.judge(
        delivery.channel, message, known.recipient, known.policy, known.preferences, touches, known.now
    )
    following = _following(delivery, verdict, known.now)
    if verdict.word == "pass" and message.message_class == "marketing":
        touches = rules.touched(touches, rules.touch(message, delivery.channel), known.policy, known.now)
    calling = delivery.channel if following.state == "sending" else None
    return Passage(message.with_delivery(following), touches, calling)


def _following(delivery: Delivery, verdict: Verdict, now: datetime) -> Delivery:
    if verdict.word == "suppress":
        return delivery.moved("suppressed", now, verdict.rule)
    if verdict.word == "defer":
        return delivery.moved("deferred", now, verdict.rule, verdict.until)
    moved = delivery.moved("sending" if needs_call(delivery.channel) else "sent", now)
    return moved.model_copy(update={"consent": verdict.consent.proof if verdict.consent else None})


def answered(message: Message, channel: Channel, outcome: Outcome, known: Known) -> Message:
    """Return the message after the provider of a channel was called."""
    delivery = message.delivery(channel)
    if outcome.word == "sent":
        sent = delivery.moved("sent", known.now).model_copy(update={"provider_id": outcome.provider_id})
        return message.with_delivery(sent)
    if outcome.word == "refused":
        return message.with_delivery(delivery.moved("failed", known.now, outcome.reason))
    if outcome.word == "unknown" and not repeatable(channel):
        return message.with_delivery(delivery.moved("uncertain", known.now, outcome.reason))
    if outcome.word == "limited":
        return message.with_delivery(delivery.moved("retrying", known.now, LIMITED, known.now + outcome.after))
    wait = known.policy.retry_after(delivery.attempts)
    if wait is None:
        return message.with_delivery(delivery.moved("failed", known.now, outcome.reason))
    return message.with_delivery(delivery.moved("retrying", known.now, outcome.reason, known.now + wait))


def announced(before: Message | None, after: Message, recipient: Recipient | None) -> list[Event]:
    """Return what the world should hear of: failures, lost answers, what was asked for, and a system well again."""
    events: list[Event] = []
    for channel, step in new_steps(before, after):
        facts = {"to": after.to, "template": after.template, "subject_id": after.subject_id, "channel": channel}
        if step.state == "failed":
            events.append(MessageFailed(**facts, reason=step.reason))
        if step.state == "uncertain":
            events.append(MessageUncertain(**facts, reason=step.reason))
        if step.state == "sent" and recipient is not None and recipient.failing:
            events.append(EndpointAnswered(to=after.to))
        if step.state == "sent" and after.receipt == channel:
            provider_id = after.delivery(channel).provider_id
            events.append(MessageDelivered(**facts, requested_at=after.requested_at, provider_id=provider_id))
    return events


def new_steps(before: Message | None, after: Message) -> list[tuple[Channel, Step]]:
    """Return the steps that the deliveries of a message have taken since `before`."""
    taken = {each.channel: len(each.history) for each in before.deliveries} if before else {}
    return [(each.channel, step) for each in after.deliveries for step in each.history[taken.get(each.channel, 0) :]]
