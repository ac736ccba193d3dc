"""Reminding owners of what is on their lists: within their working hours, and not too often a day."""

from datetime import datetime, timedelta

from crm.cadence import notices, owners, planning, repository
from crm.cadence.cadence_list import CadenceList, Item
from crm.cadence.events import CadenceReminded, CadenceRemindersPutOff
from crm.cadence.settings.policy import CadencePolicy, policy_of
from crm.cadence.settings.scoring import CadenceScoring
from crm.core import settings
from crm.core.calendar import BusinessCalendar
from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.directory import availability
from crm.directory import repository as directory


def on_due(list_id: str, command: Command) -> None:
    """Remind of what is due on a list; run early, late or twice, it reminds of what is due now.

    What comes outside working hours, or when the day has had its reminders, waits for the next working day. What is
    more than a day may hold comes as one digest.
    """
    weekly, now = repository.lists.get(list_id), command.now
    due = [each for each in weekly.items if each.status == "planned" and each.remind_at and each.remind_at[0] <= now]
    if weekly.status != "published" or not due:
        return
    policy = policy_of(weekly.team_id).value
    calendar = owners.calendar_of(directory.find_user(weekly.owner_id), policy)
    today = calendar.local_date(now)
    sent = weekly.reminders_sent if weekly.reminders_on == today else 0
    if sent >= policy.reminders_per_day or not calendar.is_open(now):
        _put_off(weekly, due, _next_day(calendar, policy, now), command)
        return
    digest = sent + len(due) > policy.reminders_per_day
    counted = {"reminders_on": today, "reminders_sent": sent + (1 if digest else len(due))}
    after = _with(weekly, [_reminded(each, now) for each in due], now).model_copy(update=counted)
    told = availability.standing_in(weekly.owner_id, now)
    event = CadenceReminded(
        owner_id=weekly.owner_id,
        team_id=weekly.team_id,
        week=weekly.week,
        item_ids=tuple(each.item_id for each in due),
        digest=digest,
        again=all(each.reminded_at for each in due),
        told=told,
    )
    scoring = settings.at_reference(CadenceScoring, weekly.scoring).value
    reader = directory.find_user(told)
    messages = notices.reminders(weekly, due, scoring, told, reader, digest=digest)
    transaction = Transaction(command)
    repository.lists.save(transaction, command, weekly, after, [event], messages)
    transaction.commit()


def _reminded(item: Item, now: datetime) -> Item:
    """Return an item that was reminded of; several reminders that fell due meanwhile are one."""
    left = tuple(each for each in item.remind_at if each > now)
    return item.model_copy(update={"remind_at": left, "reminded_at": (*item.reminded_at, now)})


def _next_day(calendar: BusinessCalendar, policy: CadencePolicy, now: datetime) -> datetime:
    """Return the next moment for reminders: later today where the day has not opened yet, else on a later day."""
    days = planning.moments(calendar, timedelta(seconds=policy.remind_after_opening_seconds), now)
    if calendar.is_open(now):
        days = [each for each in days if calendar.local_date(each) > calendar.local_date(now)]
    return days[0]


def _put_off(weekly: CadenceList, due: list[Item], until: datetime, command: Command) -> None:
    moved = [
        each.model_copy(update={"remind_at": (until, *(later for later in each.remind_at if later > until))})
        for each in due
    ]
    event = CadenceRemindersPutOff(item_ids=tuple(each.item_id for each in due), until=until)
    transaction = Transaction(command)
    repository.lists.save(transaction, command, weekly, _with(weekly, moved, command.now), [event])
    transaction.commit()


def _with(weekly: CadenceList, items: list[Item], now: datetime) -> CadenceList:
    changed = {each.item_id: each for each in items}
    together = tuple(changed.get(each.item_id, each) for each in weekly.items)
    return weekly.model_copy(update={"items": together, "updated_at": max(now, weekly.updated_at)})
