"""The ledger: what became of messages, for those who ask and for other domains' timelines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from crm.core.access import ADMIN, SUPERVISOR, Caller
from crm.core.command import Command
from crm.core.dynamodb import BATCH_LIMIT
from crm.core.errors import ConflictError, InvalidError, NotAllowedError
from crm.core.messages import Channel
from crm.core.transaction import Transaction
from crm.messaging import lists, repository
from crm.messaging.events import MessageSettled
from crm.messaging.models import Delivery, DeliveryState
from crm.messaging.requests.messages import SettleMessage
from crm.messaging.views.messages import MessagePage, MessageView

Attention = Literal["uncertain", "failed", "deferred", "retrying"]
"""The states that messages are looked for by."""

BY_HAND = "settled_by_hand"


class OneFilterError(InvalidError):
    """A list of messages was asked for by nothing, or by two things at once."""

    code = "one_filter"


class NotUncertainError(ConflictError):
    """The message is not uncertain on that channel."""

    code = "not_uncertain"


@dataclass(frozen=True, slots=True)
class Delivered:
    """How a message fares on one channel, as other domains show it."""

    to: str
    channel: Channel
    state: DeliveryState
    reason: str | None


def deliveries_of(message_ids: Sequence[str]) -> dict[str, list[Delivered]]:
    """Return how messages fare on each channel; those not (yet) in the ledger are left out.

    One request for each 100 of them. Needs `crm.messaging.grants.READ_DELIVERIES`.
    """
    batches = (message_ids[start : start + BATCH_LIMIT] for start in range(0, len(message_ids), BATCH_LIMIT))
    found = (message for batch in batches for message in repository.messages.get_many(batch))
    return {
        message.id: [Delivered(message.to, each.channel, each.state, each.reason) for each in message.deliveries]
        for message in found
    }


def list_messages(
    subject_id: str | None, to: str | None, state: Attention | None, limit: int, cursor: str | None, caller: Caller
) -> MessagePage:
    """Return messages about something, to somebody, or in a state that needs looking at.

    Raises `OneFilterError` unless exactly one is given, and `NotAllowedError` where the caller may see only
    what is about a subject or was meant for them.
    """
    wanted = {"by_subject": subject_id, "by_recipient": to, "by_attention": state}
    given = [(index, key) for index, key in wanted.items() if key]
    if len(given) != 1:
        raise OneFilterError("subject_id, to, state")
    if not subject_id and to != caller.id and not caller.has(SUPERVISOR, ADMIN):
        raise NotAllowedError(roles=[ADMIN, SUPERVISOR])
    messages, after = lists.message_page(*given[0], limit, cursor)
    return MessagePage(items=[MessageView.of(each, caller.locale) for each in messages], next_cursor=after)


def settle(message_id: str, body: SettleMessage, command: Command) -> MessageView:
    """Say what became of an uncertain message: the only way out of that state.

    It was sent after all, or it goes through the gate once more. Raises `NotUncertainError` otherwise.
    """
    before = repository.messages.get(message_id)
    command.require_version(before.version, MessageView.of(before, command.caller.locale).model_dump(mode="json"))
    delivery = before.find_delivery(body.channel)
    if delivery is None or delivery.state != "uncertain":
        raise NotUncertainError(id=message_id, channel=body.channel, state=delivery and delivery.state)
    after = before.with_delivery(_settled(delivery, body, command))
    event = MessageSettled(channel=body.channel, outcome=body.outcome, note=body.note)
    transaction = Transaction(command)
    saved = repository.messages.save(transaction, command, before, after, [event])
    view = MessageView.of(saved, command.caller.locale)
    transaction.commit(view)
    return view


def _settled(delivery: Delivery, body: SettleMessage, command: Command) -> Delivery:
    if body.outcome == "was_sent":
        return delivery.moved("sent", command.now, BY_HAND)
    return delivery.moved("requested", command.now, BY_HAND, command.now)
