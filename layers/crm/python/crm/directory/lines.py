"""Lines of reporting: whose line somebody is in, and who stands in for them."""

from datetime import datetime
from typing import NamedTuple

from crm.directory import repository
from crm.directory.models import User

_LINE = 10
"""How many managers above somebody are looked at."""

_DEPUTIES = 3


class Receiver(NamedTuple):
    """Who gets something to do, and whom it was meant for where that is somebody else."""

    user: User
    meant_for: str | None


def leads(leader_id: str, user: User) -> bool:
    """Say whether somebody is above a colleague: their manager, one above that, or who leads their team."""
    team = repository.find_team(user.team_id) if user.team_id else None
    if team is not None and leader_id in {team.lead_id, team.manager_id} and leader_id != user.id:
        return True
    above, seen = user.manager_id, 0
    while above is not None and seen < _LINE:
        if above == leader_id:
            return True
        manager = repository.find_user(above)
        above, seen = (None if manager is None else manager.manager_id), seen + 1
    return False


def leads_id(leader_id: str, user_id: str) -> bool:
    """Say whether somebody is above the colleague with an id."""
    user = repository.find_user(user_id)
    return user is not None and leads(leader_id, user)


def standing_in(user: User, now: datetime, due_at: datetime) -> Receiver:
    """Return a colleague, or who stands in for them where they are absent until something is due."""
    candidate = user
    for _ in range(_DEPUTIES):
        if not _misses(candidate, now, due_at):
            return Receiver(candidate, None if candidate is user else user.id)
        deputy = repository.find_user(candidate.deputy_id) if candidate.deputy_id else None
        if deputy is None:
            break
        candidate = deputy
    # Nobody stands in: it waits for whom it was meant for.
    return Receiver(user, None)


def _misses(user: User, now: datetime, due_at: datetime) -> bool:
    back_in_time = user.absence is None or not user.absent_at(now) or user.absence.until_at < due_at
    return not user.active or not back_in_time


def present(user_id: str, now: datetime) -> str:
    """Return who is told what is meant for a colleague: they, or their deputy while they are absent."""
    user = repository.find_user(user_id)
    return user_id if user is None else standing_in(user, now, now).user.id


def above(user: User) -> str | None:
    """Return who is next above a colleague: their manager, else who answers for or leads their team."""
    if user.manager_id is not None:
        return user.manager_id
    team = repository.find_team(user.team_id) if user.team_id else None
    leaders = () if team is None else (team.manager_id, team.lead_id)
    return next((each for each in leaders if each is not None and each != user.id), None)
