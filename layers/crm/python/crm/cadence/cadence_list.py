"""A weekly list: the key accounts of one owner in one ISO week, and what came of each."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from crm.cadence.scoring import Scores
from crm.cadence.vocabulary import ChosenBy, HealthSignal, ItemStatus, ListStatus, Outcome
from crm.core import ids
from crm.core.access import SYSTEM
from crm.core.repository import Aggregate


class Feedback(BaseModel):
    """What somebody said of a talk."""

    model_config = ConfigDict(frozen=True)

    outcome: Outcome
    notes: str
    health: HealthSignal
    given_by: str
    given_at: datetime


class Item(BaseModel):
    """An account on a list: why it is there, what is suggested, and what came of it."""

    model_config = ConfigDict(frozen=True)

    item_id: str
    account_id: str
    account_name: str
    chosen_by: ChosenBy
    scores: Scores
    action: str
    title: str
    """What the action is called, in the owner's language."""
    renews_on: date | None = None
    silent_days: int | None = None
    status: ItemStatus
    due_on: date
    due_at: datetime
    remind_at: tuple[datetime, ...] = ()
    """When it is still to be reminded of, the soonest first."""
    reminded_at: tuple[datetime, ...] = ()
    task_id: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    feedback: Feedback | None = None
    health_before: int
    health_after: int | None = None
    next_contact_on: date | None = None


class CadenceList(Aggregate):
    """The key accounts that an owner is to speak to in a week."""

    owner_id: str
    team_id: str
    week: str
    status: ListStatus
    created_by: str = SYSTEM.id
    created_at: datetime
    policy: str
    """The policy it was made under, as `default@3`; so is the scoring."""
    scoring: str
    key_accounts: int
    """How many key accounts the owner has; more than `items` where the list's size left some out."""
    items: tuple[Item, ...]
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    """Why it was rejected."""
    reminders_on: date | None = None
    """The day, by the owner's clock, that `reminders_sent` counts for."""
    reminders_sent: int = 0
    updated_at: datetime

    @property
    def total(self) -> int:
        """How many items are to be done."""
        return sum(each.status != "resting" for each in self.items)

    @property
    def done(self) -> int:
        """How many are."""
        return sum(each.status == "done" for each in self.items)

    @property
    def wake_at(self) -> datetime | None:
        """When somebody is to be reminded next; never before it is published."""
        if self.status != "published":
            return None
        return min(
            (each.remind_at[0] for each in self.items if each.status == "planned" and each.remind_at), default=None
        )

    def item(self, item_id: str) -> Item | None:
        """Return an item, None for none."""
        return next((each for each in self.items if each.item_id == item_id), None)


def list_id(owner_id: str, week: str) -> str:
    """Return the id of an owner's list of a week: there is one, however often it is made."""
    return ids.derived_id("clist", owner_id, week)


def item_id(of_list: str, position: int) -> str:
    """Return the id of an item: it tells the list it is on."""
    return f"{of_list}-{position + 1:03d}"


def list_of(item: str) -> str:
    """Return the id of the list that an item is on."""
    return item.rpartition("-")[0]
