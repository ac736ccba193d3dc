"""Who may see weekly lists, and who decides about them."""

from crm.cadence import repository
from crm.cadence.cadence_list import CadenceList
from crm.core.access import ADMIN, AGENT, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, Caller, staff
from crm.core.errors import NotAllowedError, NotFoundError
from crm.directory import lines
from crm.directory import repository as directory

PEOPLE = staff(AGENT, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER, ADMIN)
"""Everybody who may own accounts."""

DECIDERS = staff(SUPERVISOR, ADMIN)


class CadenceOutsideYourLineError(NotAllowedError):
    """Lists are for their owner, those above them, and administrators."""

    code = "cadence_outside_your_line"


def may_see(owner_id: str, caller: Caller) -> bool:
    """Say whether a caller may see somebody's lists."""
    return caller.id == owner_id or caller.has(ADMIN) or lines.leads_id(caller.id, owner_id)


def decides(owner_id: str, caller: Caller) -> bool:
    """Say whether a caller decides about somebody's lists: who is above them, or an administrator."""
    return caller.has(ADMIN) or lines.leads_id(caller.id, owner_id)


def leads_team(team_id: str, caller: Caller) -> bool:
    """Say whether a caller answers for a team."""
    team = directory.find_team(team_id)
    return caller.has(ADMIN) or (team is not None and caller.id in {team.lead_id, team.manager_id})


def visible(list_id: str, caller: Caller) -> CadenceList:
    """Return a list; raise `NotFoundError` where there is none that the caller may see."""
    weekly = repository.lists.get(list_id)
    if not may_see(weekly.owner_id, caller):
        raise NotFoundError(repository.lists.kind, list_id)
    return weekly
