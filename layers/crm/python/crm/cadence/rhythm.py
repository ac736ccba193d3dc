"""When a team's next lists are to be made, and how far the making of a week's lists has come."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.core import ids
from crm.core.repository import Aggregate


class Rhythm(Aggregate):
    """A team's rhythm: it wakes when the next week's lists are to be made."""

    team_id: str
    policy: str
    next_run_at: datetime


class PageNumbers(BaseModel):
    """What one page of owners came to."""

    model_config = ConfigDict(frozen=True)

    owners: int
    lists: int
    key_accounts: int
    listed: int
    failed: tuple[str, ...] = ()


class PageWanted(BaseModel):
    """A page of owners whose lists are to be made: those after a name, or those chosen."""

    model_config = ConfigDict(frozen=True)

    number: int
    attempt: int = 1
    after: str | None = None
    owner_ids: tuple[str, ...] = ()


class WeekRun(Aggregate):
    """The making of a team's lists of a week, page by page. Its numbers say how well key accounts are covered."""

    team_id: str
    week: str
    policy: str
    scoring: str
    started_at: datetime
    wanted: PageWanted | None = None
    """The page under way, None once all are done."""
    look_again_at: datetime | None = None
    """When to start the page again: it was lost, or some of its owners' lists failed."""
    pages: tuple[PageNumbers, ...] = ()
    left_out: tuple[str, ...] = ()
    """Owners whose lists failed however often they were tried."""

    @property
    def listed(self) -> int:
        """How many key accounts are on somebody's list."""
        return sum(each.listed for each in self.pages)

    @property
    def key_accounts(self) -> int:
        """How many key accounts there are."""
        return sum(each.key_accounts for each in self.pages)

    @property
    def lists(self) -> int:
        """How many lists there are."""
        return sum(each.lists for each in self.pages)


def rhythm_id(team_id: str) -> str:
    """Return the id of a team's rhythm."""
    return f"rhythm_{team_id}"


def run_id(team_id: str, week: str) -> str:
    """Return the id of the making of a team's lists of a week."""
    return ids.derived_id("cweek", team_id, week)
