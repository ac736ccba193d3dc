"""Saved views: what somebody, or a team, looks at again and again."""

from typing import Literal, NamedTuple

from pydantic import BaseModel

from crm.cases import lists
from crm.cases.desk_requests import SaveView
from crm.cases.events import CaseViewDeleted, CaseViewSaved
from crm.cases.filters import Filters
from crm.cases.repository import views as kept
from crm.cases.repository.views import SavedView
from crm.cases.views import CasePage
from crm.cases.vocabulary import ViewName
from crm.core import ids, paging
from crm.core.access import SUPERVISOR, Caller
from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError, NotFoundError
from crm.core.paging import Page
from crm.core.transaction import Transaction

Whose = Literal["mine", "team"]
VIEWS_LIMIT = 50
"""How many views somebody, or a team, may have."""
COUNT_LIMIT = 100
"""Up to how many cases a view is counted."""


class TooManyViewsError(ConflictError):
    """There are as many saved views as there may be."""

    code = "too_many_views"


class NotYoursToShareError(InvalidError):
    """Only supervisors save views for a team."""

    code = "not_yours_to_share"


class Count(BaseModel):
    """How many cases a view shows: at least this many where there are more than are counted."""

    cases: int
    more: bool


class SavedViewView(BaseModel):
    """A saved view; `count` where it was asked for."""

    view_id: str
    version: int
    name: str
    view: ViewName
    filters: Filters
    queue_id: str | None
    account_id: str | None
    owner_id: str
    team_id: str | None
    count: Count | None

    @classmethod
    def of(cls, saved: SavedView, count: Count | None = None) -> "SavedViewView":
        """Show a saved view."""
        members = saved.model_dump(include=set(cls.model_fields))
        return cls(view_id=saved.id, count=count, **members)


class SavedViewPage(Page[SavedViewView]):
    """Saved views, by name."""


def save(body: SaveView, command: Command) -> SavedViewView:
    """Save a view; raise `NotYoursToShareError`, `TooManyViewsError`, and what its list itself would refuse."""
    _require_shareable(body, command.caller)
    lists.require_listable(body.view, body.filters, command.caller, body.queue_id, body.account_id)
    found, _ = kept.of(_listing(body.team_id, command.caller.id), VIEWS_LIMIT, None)
    if len(found) >= VIEWS_LIMIT:
        raise TooManyViewsError(limit=VIEWS_LIMIT)
    return _written(None, ids.new_id("view"), body, command.caller.id, command)


def change(view_id: str, body: SaveView, command: Command) -> SavedViewView:
    """Change a view: one's own or, as a supervisor, one's team's. Whose it is stays."""
    before = _changeable(view_id, command)
    _require_shareable(body, command.caller)
    if body.team_id != before.team_id:
        raise NotYoursToShareError("team_id", team_id=before.team_id)
    lists.require_listable(body.view, body.filters, command.caller, body.queue_id, body.account_id)
    return _written(before, view_id, body, before.owner_id, command)


def delete(view_id: str, command: Command) -> None:
    """Delete a view: one's own or, as a supervisor, one's team's."""
    before = _changeable(view_id, command)
    transaction = Transaction(command)
    after = before.model_copy(update={"deleted": True})
    kept.views.save(transaction, command, before, after, [CaseViewDeleted()])
    transaction.commit()


def page_of(whose: Whose, counts: bool, caller: Caller, limit: int, cursor: str | None) -> SavedViewPage:
    """Return the caller's views, or their team's, by name; with `counts` each with how many cases it shows."""
    team_id = caller.team_id if whose == "team" else None
    if whose == "team" and team_id is None:
        return SavedViewPage(items=[], next_cursor=None)
    listing = _listing(team_id, caller.id)
    found, last = kept.of(listing, limit, paging.unseal(f"case-views:{listing}", cursor))
    items = [SavedViewView.of(each, _count(each, caller) if counts else None) for each in found]
    return SavedViewPage(items=items, next_cursor=None if last is None else paging.seal(f"case-views:{listing}", last))


class Asked(NamedTuple):
    """Which list somebody wants: by what it shows, or by the id of a saved view."""

    view: ViewName
    filters: Filters
    queue_id: str | None
    account_id: str | None
    saved_view: str | None


def list_cases(asked: Asked, caller: Caller, limit: int, cursor: str | None) -> CasePage:
    """Return a page of cases; by a saved view a caller sees no more than without it."""
    wanted = asked if asked.saved_view is None else _find(asked.saved_view, caller)
    return _shown(wanted, caller, limit, cursor)


def _count(saved: SavedView, caller: Caller) -> Count:
    try:
        page = _shown(saved, caller, COUNT_LIMIT)
    except NotFoundError:
        return Count(cases=0, more=False)  # its queue is gone, or not the caller's
    return Count(cases=len(page.items), more=page.next_cursor is not None)


def _shown(saved: SavedView | SaveView | Asked, caller: Caller, limit: int, cursor: str | None = None) -> CasePage:
    return lists.list_cases(
        saved.view, saved.filters, caller, limit, cursor, queue_id=saved.queue_id, account_id=saved.account_id
    )


def _listing(team_id: str | None, user_id: str) -> str:
    return f"views:user:{user_id}" if team_id is None else f"views:team:{team_id}"


def _require_shareable(body: SaveView, caller: Caller) -> None:
    if body.team_id is not None and not (caller.has(SUPERVISOR) and body.team_id == caller.team_id):
        raise NotYoursToShareError("team_id", team_id=body.team_id)


def _find(view_id: str, caller: Caller) -> SavedView:
    saved = kept.views.find(view_id)
    theirs = saved is not None and (
        saved.owner_id == caller.id if saved.team_id is None else saved.team_id == caller.team_id
    )
    if saved is None or saved.deleted or not theirs:
        raise NotFoundError("case view", view_id)
    return saved


def _changeable(view_id: str, command: Command) -> SavedView:
    saved = _find(view_id, command.caller)
    if saved.team_id is not None and not command.caller.has(SUPERVISOR):
        raise NotYoursToShareError("team_id", team_id=saved.team_id)
    command.require_version(saved.version, SavedViewView.of(saved).model_dump(mode="json"))
    return saved


def _written(before: SavedView | None, view_id: str, body: SaveView, owner_id: str, command: Command) -> SavedViewView:
    after = SavedView(
        id=view_id,
        version=0 if before is None else before.version,
        owner_id=owner_id,
        **{name: getattr(body, name) for name in ("name", "view", "filters", "queue_id", "account_id", "team_id")},
    )
    event = CaseViewSaved(
        **body.model_dump(exclude={"filters"}), owner_id=owner_id, filters=body.filters.model_dump(exclude_none=True)
    )
    transaction = Transaction(command)
    view = SavedViewView.of(kept.views.save(transaction, command, before, after, [event]))
    transaction.commit(view)
    return view
