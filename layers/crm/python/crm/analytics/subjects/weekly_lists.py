"""What weekly lists contribute: whether their items are done, and whether reminders are acted on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.subjects import Known, Subject
from crm.cadence.events import CadenceItemDone, CadenceItemPublished, CadenceListDrafted, CadenceReminded
from crm.core.events import Envelope

IN_TIME = timedelta(hours=24)
"""How soon after a reminder an item is done that was done because of it."""


class Item(BaseModel):
    """What counts of an item of a list."""

    model_config = ConfigDict(frozen=True)

    published_at: datetime
    reminded_at: tuple[datetime, ...] = ()
    done_at: datetime | None = None


class ListFacts(BaseModel):
    """What counts of an owner's list of a week."""

    model_config = ConfigDict(frozen=True)

    owner_id: str
    team_id: str
    items: dict[str, Item] = {}

    def changed(self, item_id: str, **members: Any) -> "ListFacts":
        """Return the facts with members of an item changed."""
        item = self.items[item_id].model_copy(update=members)
        return self.model_copy(update={"items": {**self.items, item_id: item}})


def evolve(facts: ListFacts | None, envelope: Envelope, _known: Known) -> ListFacts | None:
    """Return the facts after an event."""
    at = envelope.occurred_at
    if facts is None:
        drafted = CadenceListDrafted.model_validate(envelope.data)
        return ListFacts(owner_id=drafted.owner_id, team_id=drafted.team_id)
    if envelope.type == CadenceItemPublished.__name__:
        item_id = CadenceItemPublished.model_validate(envelope.data).item_id
        return facts.model_copy(update={"items": {**facts.items, item_id: Item(published_at=at)}})
    if envelope.type == CadenceReminded.__name__:
        for each in CadenceReminded.model_validate(envelope.data).item_ids:
            facts = facts.changed(each, reminded_at=(*facts.items[each].reminded_at, at))
    if envelope.type == CadenceItemDone.__name__:
        return facts.changed(CadenceItemDone.model_validate(envelope.data).item_id, done_at=at)
    return facts


def contributions(_list_id: str, facts: ListFacts) -> Iterator[Contribution]:
    """Yield what a list contributes."""
    whose = {"assignee_id": facts.owner_id, "team_id": facts.team_id}
    for item_id, item in facts.items.items():
        yield Contribution(
            metric=library.CADENCE_EXECUTION_RATE.reference,
            key=item_id,
            at=item.published_at,
            amount=int(item.done_at is not None),
            about=f"cadence_item:{item_id}",
            **whose,
        )
        for number, reminded_at in enumerate(item.reminded_at, start=1):
            in_time = item.done_at is not None and item.done_at - reminded_at <= IN_TIME
            yield Contribution(
                metric=library.REMINDER_RESPONSE_RATE.reference,
                key=f"{item_id}#{number}",
                at=reminded_at,
                amount=int(in_time),
                about=f"cadence_item:{item_id}",
                **whose,
            )


WEEKLY_LISTS = Subject(
    kind="cadence_list",
    domain="cadence",
    prefix="clist_",
    facts=ListFacts,
    begins=(CadenceListDrafted,),
    heard=(CadenceListDrafted, CadenceItemPublished, CadenceReminded, CadenceItemDone),
    evolve=evolve,
    contributions=contributions,
)
