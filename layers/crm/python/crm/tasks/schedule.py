"""Putting a task into somebody's time: what it collides with, and when there would be room."""

from datetime import datetime, timedelta

from crm.core import settings
from crm.core.calendar import BusinessCalendar
from crm.core.errors import InvalidError, NotFoundError
from crm.directory.models import User
from crm.directory.settings.calendar import Calendar
from crm.tasks import planning
from crm.tasks.repository import lists
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.task import ScheduleConflict, Slot

FARTHEST = timedelta(days=2 * 366)


class DueOutOfReachError(InvalidError):
    """The time is over, too far away, or the work would not be done by when it is due."""

    code = "due_out_of_reach"


def slot(due_at: datetime, begins_at: datetime | None, duration: timedelta, now: datetime) -> Slot:
    """Return the stretch of time a task takes; raise `DueOutOfReachError` where it cannot be done in time."""
    if not now < due_at <= now + FARTHEST:
        raise DueOutOfReachError("due_at", now=now.isoformat())
    taken = planning.slot_of(due_at, begins_at, duration)
    if begins_at is not None and (taken.ends_at > due_at or taken.ends_at <= now):
        raise DueOutOfReachError("begins_at", now=now.isoformat())
    return taken


def calendar_of(user: User, policy: TaskPolicy) -> BusinessCalendar:
    """Return the working hours of a colleague: their shift's, else those of the policy."""
    usual = settings.current(Calendar, policy.calendar).value
    if user.shift is None:
        return usual.compiled()
    try:
        return settings.current(Calendar, user.shift).value.compiled()
    except NotFoundError:
        return usual.compiled()  # a shift whose calendar was withdrawn


def conflict(
    user: User, wanted: Slot, policy: TaskPolicy, now: datetime, *, but: str | None = None
) -> ScheduleConflict | None:
    """Return what takes the same time of a colleague and when there would be time instead, None for no conflict.

    One request, and a second one where there is a conflict.
    """
    near = lists.slots(lists.busy(user.id, wanted.begins_at, wanted.ends_at), but=but)
    others = tuple(sorted(task_id for task_id, each in near.items() if planning.overlaps(each, wanted)))
    if not others:
        return None
    last = now + timedelta(days=policy.proposal_days)
    taken = lists.slots(lists.busy(user.id, now, last), but=but)
    duration = wanted.ends_at - wanted.begins_at
    proposed = planning.proposals(calendar_of(user, policy), taken.values(), duration, now, last, policy.proposals)
    return ScheduleConflict(task_ids=others, proposed=proposed)
