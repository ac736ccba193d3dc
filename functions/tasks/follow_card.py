"""Keep the task that stands for a collaboration card in step with the card."""

from crm.cards import events as cards
from crm.core.command import Command
from crm.core.events import Event, Received
from crm.core.triggers import on_event
from crm.tasks import collaboration, grants
from crm.tasks.collaboration import Begun, Ended, Given


@on_event(
    cards.CardOpened,
    cards.CardReassigned,
    cards.CardAccepted,
    cards.CardStarted,
    cards.CardProgressed,
    cards.CardCompleted,
    cards.CardDeclined,
    cards.CardCancelled,
    uses=[grants.PLAN],
)
def handler(event: Received[Event], command: Command) -> None:
    """Give a card's assignee a task in their inbox, and end it with the card. What was done to the task is no news."""
    if getattr(event.data, "via", "crm") != "task":
        collaboration.follow(event.aggregate_id, event.aggregate_version, _now(event.data), command)


def _now(data: Event) -> Given | Begun | Ended:
    if isinstance(data, cards.CardOpened | cards.CardReassigned):
        return Given(**data.model_dump(include=set(Given._fields)))
    if isinstance(data, cards.CardCompleted):
        return Ended("complete", data.result)
    if isinstance(data, cards.CardDeclined):
        return Ended("reject", data.reason, data.requester_id)
    if isinstance(data, cards.CardCancelled):
        return Ended("cancel", data.reason)
    return Begun("accept" if isinstance(data, cards.CardAccepted) else "start")
