"""When the directory itself has something to do: certificates that run out, absences that end."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.directory.models import Skill, User

ANNOUNCED_BEFORE = timedelta(days=30)
"""How long before a certificate runs out its holder and their manager are told (R-203)."""

_MORNING = time(9)


def marker(skill: Skill) -> str:
    """Return what stands in `User.reminded_of` once the running out of `skill` was announced."""
    return f"{skill.skill}@{skill.expires_on}"


def announce_at(skill: Skill, zone: str) -> datetime | None:
    """Return the morning, in the holder's zone, on which the running out is announced."""
    if skill.expires_on is None:
        return None
    local = datetime.combine(skill.expires_on - ANNOUNCED_BEFORE, _MORNING, ZoneInfo(zone))
    return local.astimezone(UTC)


def due_announcements(user: User, now: datetime) -> list[Skill]:
    """Return the skills whose running out is to be announced by `now`."""
    return [
        skill
        for skill in user.skills
        if marker(skill) not in user.reminded_of and (at := announce_at(skill, user.zone)) is not None and at <= now
    ]


def next_due_at(user: User) -> datetime | None:
    """Return when something is to be done about `user` next: an announcement, or the end of an absence."""
    if not user.active:
        return None
    times = [announce_at(skill, user.zone) for skill in user.skills if marker(skill) not in user.reminded_of]
    if user.absence is not None:
        times.append(user.absence.until_at)
    return min((each for each in times if each is not None), default=None)
