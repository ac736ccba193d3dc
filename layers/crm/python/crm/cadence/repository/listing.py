"""Reading lists of weekly lists from the indexes: one request a page."""

from collections.abc import Iterable

from crm.cadence.repository import team_week
from crm.cadence.repository.items import ListItem
from crm.cadence.views import CadenceListRow
from crm.core import dynamodb


def of_owner(owner_id: str, limit: int, after: dynamodb.Key | None) -> tuple[list[CadenceListRow], dynamodb.Key | None]:
    """Return somebody's lists, the newest first, and the key to go on after."""
    rows, end = dynamodb.query_raw(ListItem, owner_id, index="by_owner", limit=limit, after=after, forward=False)
    return _rows(rows), end


def of_team(
    team_id: str, week: str, limit: int, after: dynamodb.Key | None
) -> tuple[list[CadenceListRow], dynamodb.Key | None]:
    """Return the lists of a team in a week by owner, and the key to go on after."""
    rows, end = dynamodb.query_raw(ListItem, team_week(team_id, week), index="by_team_week", limit=limit, after=after)
    return _rows(rows), end


def _rows(rows: Iterable[dynamodb.Key]) -> list[CadenceListRow]:
    found = [ListItem.from_raw_data(dict(row)) for row in rows]
    members = [name for name in CadenceListRow.model_fields if name != "list_id"]
    return [CadenceListRow(list_id=each.pk, **{name: getattr(each, name) for name in members}) for each in found]
