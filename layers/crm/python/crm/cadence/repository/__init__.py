"""Weekly lists, standings of accounts, and rhythms in DynamoDB."""

from datetime import datetime
from typing import Any

from crm.cadence.cadence_list import CadenceList
from crm.cadence.repository.items import ListItem, RhythmItem, StandingItem, WeekRunItem
from crm.cadence.rhythm import Rhythm, WeekRun
from crm.cadence.standing import Standing
from crm.core.repository import Repository
from crm.core.timers import seconds, shard_of


def _due(aggregate_id: str, at: datetime | None) -> dict[str, Any]:
    return {"next_due_at": seconds(at), "due_shard": None if at is None else shard_of(aggregate_id)}


def _project_list(weekly: CadenceList) -> dict[str, Any]:
    return {
        "team_week": team_week(weekly.team_id, weekly.week),
        "total": weekly.total,
        "done": weekly.done,
        **_due(weekly.id, weekly.wake_at),
    }


def team_week(team_id: str, week: str) -> str:
    """Return the partition of a team's lists of a week."""
    return f"{team_id}#{week}"


lists = Repository(
    "cadence_list",
    ListItem,
    CadenceList,
    columns=("owner_id", "team_id", "week", "status", "key_accounts", "created_at"),
    project=_project_list,
)
standings = Repository(
    "account_standing", StandingItem, Standing, project=lambda standing: _due(standing.id, standing.next_change_at)
)
rhythms = Repository("rhythm", RhythmItem, Rhythm, project=lambda rhythm: _due(rhythm.id, rhythm.next_run_at))
runs = Repository("week_run", WeekRunItem, WeekRun, project=lambda run: _due(run.id, run.look_again_at))
