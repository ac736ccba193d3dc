"""What happens to weekly lists and to the standing of accounts. Metrics of cadence are counted from these."""

from datetime import date, datetime
from typing import ClassVar

from crm.cadence.vocabulary import Cause, HealthSignal, Outcome, SurveyMood
from crm.core.events import Event


class RhythmSet(Event):
    """When a team's next lists are to be made was set, by a policy."""

    policy: str
    next_run_at: datetime


class CadenceWeekDue(Event):
    """A page of owners of a team is to get its lists of a week: what starts the workflow `WeeklyCadence`.

    `owner_ids` names those who are tried again; without any, the page begins after the name `after`.
    """

    team_id: str
    week: str
    page: int
    attempt: int
    after: str | None
    owner_ids: tuple[str, ...]
    policy: str
    scoring: str


class CadencePageDrafted(Event):
    """A page of owners has its lists; `failed` names those who have none yet."""

    week: str
    page: int
    owners: int
    lists: int
    key_accounts: int
    listed: int
    failed: tuple[str, ...] = ()


class CadenceOwnersLeftOut(Event):
    """Lists failed however often they were tried: somebody has to look."""

    week: str
    page: int
    owner_ids: tuple[str, ...]


class CadenceListDrafted(Event):
    """An owner's list of a week was made."""

    counted: ClassVar[bool] = True

    owner_id: str
    team_id: str
    week: str
    key_accounts: int
    policy: str
    scoring: str
    account_ids: tuple[str, ...]
    """The accounts on it, the highest score first; the list itself tells why."""


class CadenceListPublished(Event):
    """A list was approved, or needed no approval: from now on its owner is reminded. `due` items are to be done."""

    owner_id: str
    team_id: str
    week: str
    due: int
    by: str | None = None


class CadenceListRejected(Event):
    """A list was turned down."""

    owner_id: str
    team_id: str
    week: str
    by: str
    reason: str


class CadenceItemPublished(Event):
    """An item is to be done: a task is made of it, unless there is one."""

    item_id: str
    owner_id: str
    team_id: str
    week: str
    account_id: str
    account_name: str
    action: str
    title: str
    titles: tuple[str, ...]
    """The action's title in every language: a task about the same says one of them."""
    goal: str
    talking_points: tuple[str, ...]
    due_at: datetime


class CadenceItemLinked(Event):
    """An item is done by a task: one made for it, or one that there was."""

    item_id: str
    task_id: str
    merged: bool
    result: str | None = None
    """What the talk came to, where it was over before the task was known."""


class CadenceReminded(Event):
    """An owner, or who stands in, was reminded: of each item alone, or of all at once as a digest."""

    owner_id: str
    team_id: str
    week: str
    item_ids: tuple[str, ...]
    digest: bool
    again: bool
    told: str


class CadenceRemindersPutOff(Event):
    """Reminders came outside working hours, or were too many for a day: they come when the owner works next."""

    item_ids: tuple[str, ...]
    until: datetime


class CadenceItemDone(Event):
    """An item was done, by feedback or with its task. `reminded_at` tells how soon after which reminder."""

    counted: ClassVar[bool] = True

    item_id: str
    owner_id: str
    team_id: str
    week: str
    account_id: str
    account_name: str
    action: str
    title: str
    task_id: str | None = None
    by: str
    reminded_at: tuple[datetime, ...] = ()
    health_before: int
    health_after: int
    next_contact_on: date
    result: str | None = None
    """What the owner said; None where the task's result says it."""


class CadenceFeedbackGiven(Event):
    """Somebody told what a talk came to."""

    item_id: str
    owner_id: str
    team_id: str
    week: str
    account_id: str
    outcome: Outcome
    health: HealthSignal
    notes: str
    health_after: int
    next_contact_on: date
    by: str


class AccountHeardOf(Event):
    """Something happened around an account: it is not quiet."""

    what: str
    subject_id: str
    at: datetime


class AccountSurveyed(Event):
    """Somebody of the account said in a survey how satisfied they are; `feedback` is what all of it comes to."""

    mood: SurveyMood
    answer_id: str
    feedback: int


class AccountRenewalSet(Event):
    """When an account's contract is to be renewed became known, or changed."""

    before: date | None
    after: date | None


class AccountTalkedTo(Event):
    """An item of a weekly list about the account was done, or its feedback changed what is known."""

    item_id: str
    feedback: int
    next_contact_on: date


class AccountHealthChanged(Event):
    """An account's health is other than it was, and why."""

    account_id: str
    before: int
    after: int
    causes: tuple[Cause, ...]
    rules: str
    subject_id: str | None = None
