"""Who is here: shift, presence, absence, and who stands in."""

from datetime import datetime

from crm.core import settings
from crm.core.errors import NotFoundError
from crm.directory import repository
from crm.directory.models import User
from crm.directory.settings.calendar import Calendar

_DEPUTY_CHAIN = 3


def on_shift(user: User, now: datetime) -> bool:
    """Say whether `now` lies in the colleague's shift; somebody without one is always on it."""
    return user.shift is None or _shift(user.shift).compiled().is_open(now)


def next_shift_start(user: User, now: datetime) -> datetime | None:
    """Return when the colleague's shift starts next, None for somebody without one."""
    return None if user.shift is None else _shift(user.shift).compiled().next_opening(now)


def _shift(name: str) -> Calendar:
    return settings.current(Calendar, name).value


def standing_in(user_id: str, now: datetime) -> str:
    """Return who receives what is meant for a colleague: they, or their deputy while they are absent.

    Absent is who is on leave, off shift or deactivated; a deputy who is absent too passes it on, and where
    nobody is here the one it was meant for gets it after all.
    """
    candidate = repository.find_user(user_id)
    for _ in range(_DEPUTY_CHAIN):
        if candidate is None or _here(candidate, now):
            break
        candidate = repository.find_user(candidate.deputy_id or candidate.manager_id or "")
    return user_id if candidate is None or not _here(candidate, now) else candidate.id


def _here(user: User, now: datetime) -> bool:
    try:
        return user.active and not user.absent_at(now) and on_shift(user, now)
    except NotFoundError:
        return user.active  # a shift whose calendar was withdrawn keeps nobody from being told
