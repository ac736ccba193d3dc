"""Delivering: the one path on which anything leaves.

A message is one item with a delivery for each channel. What the gate says is written first, and with it, before
a provider is called, that it is about to be called: `sending`. What came of the call is written afterwards. So a
run that dies in between leaves `sending` behind, and whoever comes next knows that the answer is not known: a
webhook goes out again, since its receiver takes it once, and a mail becomes `uncertain` and never goes out again
by itself. What is read in the app is part of the item, so it is there exactly once.
"""

from dataclasses import dataclass, replace

from crm.core import log, metrics, settings
from crm.core.command import Command
from crm.core.errors import NotFoundError
from crm.core.events import Received
from crm.core.messages import Channel, MessageRequested
from crm.core.settings import Versioned
from crm.core.transaction import RaceLostError, Transaction
from crm.messaging import devices, preferences, progress, repository
from crm.messaging.channels.providers import FindProvider, Outgoing
from crm.messaging.models import Message, Notice, Touches
from crm.messaging.progress import Known
from crm.messaging.recipients import FindInIm, FindRecipient
from crm.messaging.rendering import render
from crm.messaging.settings.policy import Policy
from crm.messaging.settings.template import Template

PEOPLE = frozenset({"assignee", "by", "from", "meant_for", "requester"})
"""The facts that are ids of colleagues."""

MAX_NOTICE = 2000
"""How much of a text is told in the app; lists keep it twice."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What messaging cannot know of itself: who people are, where IM reaches them, and what serves a channel."""

    find: FindRecipient
    in_im: FindInIm
    provider: FindProvider


def deliver(event: Received[MessageRequested], command: Command, outside: Outside) -> None:
    """Deliver a message as far as it can be delivered now; run again, do what is left and nothing twice."""
    stored = repository.messages.find(event.id)
    if stored is not None and not stored.open_at(command.now):
        return
    known = _known(event.data, outside, command)
    message = stored or progress.opened(_naming_people(event, outside.find), command.correlation_id, known)
    while True:
        passage = progress.passed(message, known)
        stored = _write(stored, _worded(passage.message, known), known, passage.touches, command)
        if passage.calling is None:
            return
        known = replace(known, touches=_counted(known.touches, passage.touches))
        stored = message = _called(stored, passage.calling, known, outside, command)


def _naming_people(event: Received[MessageRequested], find: FindRecipient) -> Received[MessageRequested]:
    """Put colleagues' names where the wish gives their ids: what is read should say who, not which."""
    facts = dict(event.data.facts)
    for name in PEOPLE.intersection(facts):
        colleague = find("user", str(facts[name])) if facts[name] else None
        facts[name] = facts[name] if colleague is None else colleague.name
    return event.model_copy(update={"data": event.data.model_copy(update={"facts": facts})})


def _known(request: MessageRequested, outside: Outside, command: Command) -> Known:
    template = _template(request.template)
    marketing = "marketing" in {request.message_class, template.value.message_class if template else ""}
    recipient = outside.find(request.audience, request.to)
    is_user = recipient is not None and recipient.kind == "user"
    if recipient is not None and is_user and template is not None and _may_go(request, "im", template.value):
        recipient = recipient.model_copy(update={"im": outside.in_im(recipient.id)})
    chosen = preferences.of(request.to) if is_user else None
    if recipient is not None and chosen is not None:
        recipient = recipient.model_copy(update={"devices": chosen.devices})
    return Known(
        now=command.now,
        recipient=recipient,
        policy=settings.current(Policy).value,
        template=template,
        preferences=chosen,
        touches=repository.touches_of(request.to) if marketing else Touches(),
    )


def _may_go(request: MessageRequested, channel: Channel, template: Template) -> bool:
    return channel in template.channels and (not request.channels or channel in request.channels)


def _template(name: str) -> Versioned[Template] | None:
    try:
        return settings.current(Template, name)
    except NotFoundError:
        log.logger.exception("unknown template", template=name)
        return None


def _worded(message: Message, known: Known) -> Message:
    """Return the message with what is read in the app, and with the version of the words that it is told in."""
    recipient, template = known.recipient, known.template
    if recipient is None or template is None:
        return message
    message = message.model_copy(update={"template_version": template.version})
    in_app = message.find_delivery("in_app")
    if in_app is None or in_app.state != "sent" or message.notice is not None:
        return message
    said = render(
        message.template,
        template.value,
        "in_app",
        recipient.locale,
        recipient.zone,
        message.facts,
        recipient.name,
    )
    body = said.body[:MAX_NOTICE]
    notice = Notice(title=said.title, body=body, template=message.template, category=message.category)
    return message.model_copy(update={"notice": notice})


def _called(message: Message, channel: Channel, known: Known, outside: Outside, command: Command) -> Message:
    """Call a provider and write down what came of it, also where another run has left its trace meanwhile."""
    assert known.recipient is not None  # noqa: S101 - the gate lets nothing through to nobody
    assert known.template is not None  # noqa: S101 - nor anything without words
    outgoing = Outgoing(message, known.template.value, known.recipient, known.policy, known.now)
    outcome = outside.provider(channel).send(outgoing)
    if outcome.gone:
        devices.forget(message.to, outcome.gone, command)
    try:
        return _write(message, progress.answered(message, channel, outcome, known), known, known.touches, command)
    except RaceLostError:
        fresh = repository.messages.get(message.id)
        if fresh.delivery(channel).history != message.delivery(channel).history:
            raise
        return _write(fresh, progress.answered(fresh, channel, outcome, known), known, known.touches, command)


def _write(before: Message | None, after: Message, known: Known, touches: Touches, command: Command) -> Message:
    """Write what changed, with the count of marketing messages and the events, over the version that was read."""
    if before is not None and after.deliveries == before.deliveries:
        return before
    events = progress.announced(before, after, known.recipient)
    if after.settled:
        after = after.model_copy(update={"facts": {}})  # nothing can be sent any more, so nothing need be known
    if events or touches != known.touches:
        # The item in the ledger makes it happen once; a claim of the event's id would stop the second write.
        command = replace(command, key=None)
        transaction = Transaction(command)
        if touches != known.touches:
            window = known.policy.marketing_cap.window
            repository.put_touches(transaction, after.to, touches, command.now + window)
        written = repository.put(transaction, command, before, after, events)
        transaction.commit()
    else:
        written = repository.keep(after)
    _tell(before, after)
    return written


def _counted(before: Touches, after: Touches) -> Touches:
    return after if after == before else after.model_copy(update={"version": before.version + 1})


def _tell(before: Message | None, after: Message) -> None:
    for channel, step in progress.new_steps(before, after):
        if step.state == "sent":
            metrics.count("MessageSent")
        log.logger.info("delivery", message_id=after.id, channel=channel, state=step.state, reason=step.reason)
