"""Reading weekly lists, how well key accounts are covered, and the health of accounts."""

from crm.cadence import repository, standing, visibility, weeks
from crm.cadence.cadence_list import list_id
from crm.cadence.repository import listing
from crm.cadence.rhythm import run_id
from crm.cadence.settings.health import HealthRules
from crm.cadence.settings.policy import policy_of
from crm.cadence.views import (
    AccountHealthView,
    CadenceCoverageView,
    CadenceEntry,
    CadenceHistory,
    CadenceListPage,
    CadenceListRow,
    CadenceListView,
)
from crm.cadence.vocabulary import NO_TEAM
from crm.cadence.weeks import CURRENT
from crm.core import paging, settings
from crm.core.command import Command
from crm.core.errors import NotFoundError
from crm.customers import repository as customers
from crm.directory import repository as directory


def show(id_: str, command: Command) -> CadenceListView:
    """Show a list in the caller's language."""
    return CadenceListView.of(visibility.visible(id_, command.caller), command.caller.locale)


def history(id_: str, command: Command, limit: int, cursor: str | None) -> CadenceHistory:
    """Show what happened to a list, newest first."""
    weekly = visibility.visible(id_, command.caller)
    events, after = repository.lists.timeline(weekly.id, limit, cursor)
    entries = [
        CadenceEntry(
            id=each.id,
            type=each.type,
            version=each.aggregate_version,
            actor=each.actor,
            at=each.occurred_at,
            data=each.data,
        )
        for each in events
    ]
    return CadenceHistory(items=entries, next_cursor=after)


def of_owner(owner_id: str, week: str | None, command: Command, limit: int, cursor: str | None) -> CadenceListPage:
    """Return somebody's list of a week, or all of theirs, the newest first. One request for rows."""
    caller = command.caller
    whose = caller.id if owner_id == "me" else owner_id
    if not visibility.may_see(whose, caller):
        raise visibility.CadenceOutsideYourLineError(id=whose)
    if week is None:
        name = f"cadence:owner:{whose}"
        rows, after = listing.of_owner(whose, limit, paging.unseal(name, cursor))
        return CadenceListPage(items=rows, next_cursor=None if after is None else paging.seal(name, after))
    user = directory.find_user(whose)
    zone = policy_of(None if user is None else user.team_id).value.zone
    weekly = repository.lists.find(list_id(whose, weeks.named(week, command.now, zone)))
    if weekly is None:
        return CadenceListPage(items=[], next_cursor=None)
    shown = {name: getattr(weekly, name) for name in CadenceListRow.model_fields if name != "list_id"}
    return CadenceListPage(items=[CadenceListRow(list_id=weekly.id, **shown)], next_cursor=None)


def of_team(team_id: str, week: str | None, command: Command, limit: int, cursor: str | None) -> CadenceListPage:
    """Return the lists of a team in a week, by owner. One request for rows."""
    if not visibility.leads_team(team_id, command.caller):
        raise visibility.CadenceOutsideYourLineError(id=team_id)
    of_week = _week_of_team(team_id, week, command)
    name = f"cadence:team:{team_id}:{of_week}"
    rows, after = listing.of_team(team_id, of_week, limit, paging.unseal(name, cursor))
    return CadenceListPage(items=rows, next_cursor=None if after is None else paging.seal(name, after))


def coverage(team_id: str | None, week: str | None, command: Command) -> CadenceCoverageView:
    """Show how well a team's key accounts are covered; raise `NotFoundError` for a week without lists."""
    of_team = team_id or command.caller.team_id or NO_TEAM
    of_week = _week_of_team(of_team, week, command)
    run = repository.runs.find(run_id(of_team, of_week))
    if run is None:
        raise NotFoundError("week_run", f"{of_team} {of_week}")
    return CadenceCoverageView.of(run)


def _week_of_team(team_id: str, week: str | None, command: Command) -> str:
    return weeks.named(week or CURRENT, command.now, policy_of(team_id).value.zone)


def health(account_id: str, command: Command) -> AccountHealthView:
    """Show an account's health as of now."""
    account = customers.accounts.get(account_id)
    rules = settings.current(HealthRules)
    known = repository.standings.find(standing.id_of(account_id))
    shown = known or standing.begin(account_id, account.zone, rules, command.now)
    return AccountHealthView.of(shown, shown.parts(rules.value, command.now), rules.reference, command.now)
