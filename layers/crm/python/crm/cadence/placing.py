"""Placing a list's reminders in its owner's week."""

from datetime import date, datetime, timedelta

from crm.cadence import planning, weeks
from crm.cadence.cadence_list import CadenceList, Item
from crm.cadence.planning import Rhythm
from crm.cadence.settings.policy import CadencePolicy
from crm.core.calendar import BusinessCalendar


def placed(weekly: CadenceList, calendar: BusinessCalendar, policy: CadencePolicy, now: datetime) -> CadenceList:
    """Return a list with reminders for each item that is planned, from `now` on.

    An account that is to be spoken to on a later day of the week is not reminded of before.
    """
    after_opening = timedelta(seconds=policy.remind_after_opening_seconds)
    days = planning.moments(calendar, after_opening, now)
    rhythm = Rhythm(policy.reminders_per_day, policy.first_reminders_over_days, after_opening)
    planned = [each for each in weekly.items if each.status == "planned"]
    firsts = dict(
        zip((each.item_id for each in planned), planning.first_reminders(len(planned), days, rhythm), strict=False)
    )
    second = None if policy.remind_again_on is None else weeks.day_of(weekly.week, policy.remind_again_on)
    items = (
        each.model_copy(
            update={"remind_at": _reminders(each, firsts.get(each.item_id), days, second, calendar, weekly)}
        )
        for each in weekly.items
    )
    return weekly.model_copy(update={"items": tuple(items)})


def _reminders(
    item: Item,
    first: datetime | None,
    days: list[datetime],
    second_on: date | None,
    calendar: BusinessCalendar,
    weekly: CadenceList,
) -> tuple[datetime, ...]:
    if first is None:
        return ()
    if item.due_on < weeks.sunday(weekly.week):
        first = next((each for each in days if calendar.local_date(each) >= item.due_on), first)
    second = None if second_on is None else planning.again(days, calendar, second_on, first)
    return (first,) if second is None else (first, second)
