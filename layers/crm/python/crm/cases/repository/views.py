"""Saved views in DynamoDB."""

from typing import Any

from crm.cases.filters import Filters
from crm.cases.repository.items import SavedViewItem
from crm.cases.vocabulary import ViewName
from crm.core import dynamodb
from crm.core.repository import Aggregate, Repository


class SavedView(Aggregate):
    """A view of cases under a name; a team's where it has one, else its owner's."""

    name: str
    view: ViewName
    filters: Filters = Filters()
    queue_id: str | None = None
    account_id: str | None = None
    owner_id: str
    team_id: str | None = None
    deleted: bool = False


def _project(saved: SavedView) -> dict[str, Any]:
    if saved.deleted:
        return {}
    whose = f"user:{saved.owner_id}" if saved.team_id is None else f"team:{saved.team_id}"
    return {"worklist": f"views:{whose}", "due_rank": f"{saved.name}#{saved.id}"}


views = Repository("case_view", SavedViewItem, SavedView, project=_project)


def of(listing: str, limit: int, after: dynamodb.Key | None) -> tuple[list[SavedView], dynamodb.Key | None]:
    """Return the views of a person or a team by name, and the key to go on after. Two requests."""
    rows, last = dynamodb.query_raw(SavedViewItem, listing, index="worklist", limit=limit, after=after)
    return views.get_many([row["pk"]["S"] for row in rows]), last
