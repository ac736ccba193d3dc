"""Whose numbers a caller sees."""

from typing import NamedTuple

from crm.analytics.contributions import everybody, of_person, of_team
from crm.analytics.settings.visibility import Visibility
from crm.analytics.vocabulary import ScopeKind
from crm.core import settings
from crm.core.access import ADMIN, AGENT, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, Caller, staff
from crm.core.cache import Cache
from crm.core.paging import MAX_LIMIT
from crm.directory import repository as directory
from crm.directory.models import Team

PEOPLE = staff(AGENT, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER, ADMIN)
"""Everybody whose work is counted, or who looks at what others' comes to."""

_teams = Cache()


class Scope(NamedTuple):
    """Whose numbers: a person's, some teams', or everybody's."""

    kind: ScopeKind
    user_id: str
    team_ids: tuple[str, ...] = ()

    def partitions(self, metric: str) -> list[str]:
        """Return the partitions of a metric's counters, and of its rows, that hold these numbers."""
        if self.kind == "all":
            return everybody(metric)
        if self.kind == "team":
            return [of_team(metric, each) for each in self.team_ids]
        return [of_person(metric, self.user_id)]


def of(caller: Caller) -> Scope:
    """Return whose numbers a caller sees: the widest that any of their roles gives."""
    policy = settings.current(Visibility).value
    leads = caller.has(SUPERVISOR)
    if caller.has(ADMIN, QA_SUPERVISOR) or (leads and policy.supervisors_see == "all"):
        return Scope("all", caller.id)
    teams = _led_by(caller) if leads else set[str]()
    if caller.team_id is not None and (leads or policy.agents_see == "team"):
        teams.add(caller.team_id)
    return Scope("team", caller.id, tuple(sorted(teams))) if teams else Scope("own", caller.id)


def _led_by(caller: Caller) -> set[str]:
    return {each.id for each in _teams.get(None, _all_teams) if caller.id in {each.lead_id, each.manager_id}}


def _all_teams() -> list[Team]:
    teams: list[Team] = []
    cursor: str | None = None
    while True:
        page, cursor = directory.list_teams(MAX_LIMIT, cursor)
        teams += page
        if cursor is None:
            return teams
