"""Colleagues and teams in DynamoDB."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from crm.core import dynamodb, paging
from crm.core.cache import Cache
from crm.core.dynamodb import Item
from crm.core.phones import HOME_CODE
from crm.core.repository import AggregateItem, Repository, TermIndex
from crm.core.timers import DueIndex, seconds, shard_of
from crm.directory.models import Team, User
from crm.directory.reminders import next_due_at

_rosters = Cache()


class ByTeam(GlobalSecondaryIndex[Any]):
    """Active colleagues by team, for routing and lists."""

    class Meta:
        """Whole: routing weighs skills, languages and shifts."""

        index_name = "by_team"
        projection = AllProjection()

    roster = UnicodeAttribute(hash_key=True)
    sort_name = UnicodeAttribute(range_key=True)


class ByList(GlobalSecondaryIndex[Any]):
    """All colleagues, and all teams, by name."""

    class Meta:
        """Whole: a list shows everything."""

        index_name = "by_list"
        projection = AllProjection()

    listing = UnicodeAttribute(hash_key=True)
    sort_name = UnicodeAttribute(range_key=True)


class DirectoryTable(Item):
    """The base of the directory's items."""

    domain: ClassVar[str] = "directory"

    by_team = ByTeam()
    by_list = ByList()
    terms = TermIndex()
    due = DueIndex()
    roster = UnicodeAttribute(null=True)
    listing = UnicodeAttribute(null=True)
    sort_name = UnicodeAttribute(null=True)
    term_scope = UnicodeAttribute(null=True)
    term = UnicodeAttribute(null=True)
    due_shard = UnicodeAttribute(null=True)
    next_due_at = NumberAttribute(null=True)


class UserItem(DirectoryTable, AggregateItem, discriminator="user"):
    """A colleague; `active`, `roles`, `locale` and `team_id` are what the kernel's `principals` read."""

    active = BooleanAttribute()
    roles = ListAttribute(of=UnicodeAttribute)
    locale = UnicodeAttribute()
    team_id = UnicodeAttribute(null=True)


class TeamItem(DirectoryTable, AggregateItem, discriminator="team"):
    """A team."""


def _project_user(user: User) -> dict[str, Any]:
    due = seconds(next_due_at(user))
    return {
        "active": user.active,
        "roles": list(user.roles),
        "locale": user.locale,
        "team_id": user.team_id,
        "roster": f"team:{user.team_id or '-'}" if user.active else None,
        "listing": "user",
        "sort_name": f"{user.name}#{user.id}",
        "next_due_at": due,
        "due_shard": None if due is None else shard_of(user.id),
    }


def _user_terms(user: User) -> Iterable[tuple[str, str]]:
    yield "name", user.name
    yield "email", user.email
    if user.phone:
        yield "phone", user.phone
        if user.phone.startswith(HOME_CODE):
            yield "phone", user.phone.removeprefix(HOME_CODE)


users = Repository(
    "user",
    UserItem,
    User,
    project=_project_user,
    claims=lambda user: [("email", user.email)],
    terms=_user_terms,
)

teams = Repository(
    "team",
    TeamItem,
    Team,
    project=lambda team: {"listing": "team", "sort_name": f"{team.name}#{team.id}"},
)


def list_users(team_id: str | None, limit: int, cursor: str | None) -> tuple[list[User], str | None]:
    """Return colleagues by name: everybody, or the active ones of a team. One request."""
    index, key = ("by_list", "user") if team_id is None else ("by_team", f"team:{team_id}")
    items, after = _page(UserItem, index, key, limit, cursor)
    return [users.load(item) for item in items], after


def list_teams(limit: int, cursor: str | None) -> tuple[list[Team], str | None]:
    """Return teams by name. One request."""
    items, after = _page(TeamItem, "by_list", "team", limit, cursor)
    return [teams.load(item) for item in items], after


def members_after(team_id: str, after: str | None, limit: int) -> tuple[list[str], str | None]:
    """Return the ids of active members of a team by name, `-` for those without one, and where to go on. One request.

    For those who read on by themselves: no cursor is handed out.
    """
    return _ids(UserItem, "by_team", f"team:{team_id}", after, limit)


def team_ids() -> Iterator[str]:
    """Yield the ids of all teams by name, a request a page."""
    after: str | None = None
    while True:
        found, after = _ids(TeamItem, "by_list", "team", after, dynamodb.BATCH_LIMIT)
        yield from found
        if after is None:
            return


def _ids(
    kind: type[DirectoryTable], index: str, key: str, after: str | None, limit: int
) -> tuple[list[str], str | None]:
    beyond = None if after is None else kind.sort_name > after
    rows, end = dynamodb.query_raw(kind, key, index=index, range_condition=beyond, limit=limit)
    return [row["pk"]["S"] for row in rows], None if end is None else str(end["sort_name"]["S"])


def _page(
    kind: type[dynamodb.ItemT], index: str, key: str, limit: int, cursor: str | None
) -> tuple[list[dynamodb.ItemT], str | None]:
    listing = f"{index}:{key}"
    items, after = dynamodb.query(kind, key, index=index, limit=limit, after=paging.unseal(listing, cursor))
    return items, None if after is None else paging.seal(listing, after)


def roster(team_id: str) -> list[User]:
    """Return the active members of a team; as old as `CACHE_SECONDS` allows."""
    return _rosters.get(team_id, lambda: _read_roster(team_id))


def everybody() -> list[User]:
    """Return every active colleague; as old as `CACHE_SECONDS` allows."""
    return _rosters.get(None, _read_everybody)


def _read_roster(team_id: str) -> list[User]:
    return [users.load(item) for item in _all("by_team", f"team:{team_id}")]


def _read_everybody() -> list[User]:
    return [user for user in map(users.load, _all("by_list", "user")) if user.active]


def _all(index: str, key: str) -> list[UserItem]:
    found: list[UserItem] = []
    after: dynamodb.Key | None = None
    while True:
        items, after = dynamodb.query(UserItem, key, index=index, after=after)
        found += items
        if after is None:
            return found


def find_user(user_id: str) -> User | None:
    """Return a colleague for reading only; as old as `CACHE_SECONDS` allows."""
    return _rosters.get(("user", user_id), lambda: users.find(user_id))


def find_team(team_id: str) -> Team | None:
    """Return a team for reading only; as old as `CACHE_SECONDS` allows."""
    return _rosters.get(("team", team_id), lambda: teams.find(team_id))
