"""Lists of cases: each view is a query on an index, paged by key, within what the caller may see."""

from crm.cases import visibility
from crm.cases.filters import Filters
from crm.cases.portal_views import PortalCasePage, PortalCaseSummary
from crm.cases.repository import lists, tagged
from crm.cases.repository.lists import Scope, Source
from crm.cases.settings.queues import MANUAL_DISPATCH, Queues
from crm.cases.views import CasePage, CaseSummary
from crm.cases.vocabulary import ViewName
from crm.core import paging, settings
from crm.core.access import Caller
from crm.core.errors import InvalidError, NotFoundError

READS_PER_PAGE = 4
"""How many pages of rows a filtered list reads at most before it answers with what it has, and a cursor."""


class ViewParameterError(InvalidError):
    """The view needs a parameter that was not given."""

    code = "view_parameter_missing"


def list_cases(
    view: ViewName,
    filters: Filters,
    caller: Caller,
    limit: int,
    cursor: str | None,
    *,
    queue_id: str | None = None,
    account_id: str | None = None,
) -> CasePage:
    """Return a page of a view.

    Raises `ViewParameterError` where `queue`, `account` or `tagged` is asked for without saying which, and
    `NotFoundError` for a queue the caller may not see.
    """
    if view == "watching":
        return _watching(filters, caller, limit, cursor)
    if view == "tagged":
        return _tagged(filters, caller, limit, cursor)
    source = _source(view, caller, queue_id, account_id)
    scope = Scope()
    if view == "account":
        scope = Scope(visibility.queues_seen(caller), caller.id)
    return _page(source, filters, scope, f"cases:{view}", limit, cursor)


def require_listable(
    view: ViewName, filters: Filters, caller: Caller, queue_id: str | None, account_id: str | None
) -> None:
    """Raise what `list_cases` would refuse such a view with."""
    if view == "tagged":
        _require_tag(filters)
    elif view != "watching":
        _source(view, caller, queue_id, account_id)


def list_of_contact(contact_id: str, limit: int, cursor: str | None) -> PortalCasePage:
    """Return a customer's own cases, newest first."""
    source = Source("by_contact", (contact_id,), "opened_rank", forward=False)
    page = _page(source, Filters(), Scope(), "portal", limit, cursor)
    return PortalCasePage(items=[PortalCaseSummary.of(row) for row in page.items], next_cursor=page.next_cursor)


def _source(view: ViewName, caller: Caller, queue_id: str | None, account_id: str | None) -> Source:
    if view == "mine":
        return Source("worklist", (f"user:{caller.id}",), "due_rank", forward=True)
    if view == "to_accept":
        queues = settings.current(Queues).value.of_team(caller.team_id)
        ids = dict.fromkeys([*(queue.id for queue in queues), MANUAL_DISPATCH])
        return Source("worklist", tuple(f"queue:{each}" for each in ids), "due_rank", forward=True)
    if view == "queue":
        return _of_queue(queue_id, caller)
    if account_id is None:
        raise ViewParameterError("account_id", view=view)
    return Source("by_account", (account_id,), "opened_rank", forward=False)


def _of_queue(queue_id: str | None, caller: Caller) -> Source:
    if queue_id is None:
        raise ViewParameterError("queue_id", view="queue")
    queue = settings.current(Queues).value.find(queue_id)
    if queue is None or not visibility.sees_queue(caller, queue_id):
        raise NotFoundError("queue", queue_id)
    keys = tuple(f"{queue_id}#{shard}" for shard in range(queue.shards))
    return Source("by_queue", keys, "due_rank", forward=True)


def _page(source: Source, filters: Filters, scope: Scope, view: str, limit: int, cursor: str | None) -> CasePage:
    listing = f"{view}:{','.join(source.keys)}:{filters.name}"
    after: str | None = paging.unseal(listing, cursor)
    found: list[tuple[str, CaseSummary]] = []
    for _ in range(READS_PER_PAGE):
        rows, after = lists.read(source, filters, scope, limit, after)
        found += rows
        if after is None or len(found) >= limit:
            break
    if len(found) > limit:
        found = found[:limit]
        after = found[-1][0]
    return CasePage(
        items=[row for _, row in found],
        next_cursor=None if after is None else paging.seal(listing, after),
    )


def _watching(filters: Filters, caller: Caller, limit: int, cursor: str | None) -> CasePage:
    listing = f"cases:watching:{caller.id}:{filters.name}"
    rows, after = lists.followed(caller.id, limit, paging.unseal(listing, cursor))
    return CasePage(
        items=[row for row in rows if filters.admits(row)],
        next_cursor=None if after is None else paging.seal(listing, after),
    )


def _require_tag(filters: Filters) -> str:
    if filters.tag is None:
        raise ViewParameterError("tag", view="tagged")
    return filters.tag


def _tagged(filters: Filters, caller: Caller, limit: int, cursor: str | None) -> CasePage:
    """Return the cases with a tag that the caller may see, open or not, newest first (R-115)."""
    tag = _require_tag(filters)
    listing = f"cases:tagged:{filters.name}"
    after: str | None = paging.unseal(listing, cursor)
    queues = visibility.queues_seen(caller)
    found: list[CaseSummary] = []
    for _ in range(READS_PER_PAGE):
        rows, after = tagged.newest(tag, limit - len(found), after)
        seen = [row for row in rows if queues is None or row.queue_id in queues or row.assignee_id == caller.id]
        found += [row for row in seen if filters.admits(row)]
        if after is None or len(found) >= limit:
            break
    return CasePage(items=found, next_cursor=None if after is None else paging.seal(listing, after))
