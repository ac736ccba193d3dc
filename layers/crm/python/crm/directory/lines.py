"""Reporting lines: who is above whom."""

from crm.directory import repository
from crm.directory.models import User

_LINE = 10
"""How many managers above somebody are looked at."""


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


def above(user: User) -> str | None:
    """Return who is next above a colleague: their manager, else who answers for or leads their team."""
    if user.manager_id is not None:
        return user.manager_id
    team = repository.find_team(user.team_id) if user.team_id else None
    leaders = () if team is None else (team.manager_id, team.lead_id)
    return next((each for each in leaders if each is not None and each != user.id), None)
