"""Show what happened to a colleague's record."""

from crm.core.access import ADMIN, SUPERVISOR, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.directory import grants, repository
from crm.directory.views import DirectoryTimeline


@endpoint(
    "GET /users/{user_id}/timeline",
    access=staff(ADMIN, SUPERVISOR),
    uses=[grants.READ, grants.READ_TIMELINE],
)
def handler(user_id: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> DirectoryTimeline:
    """Show who changed what of a colleague's record, newest first."""
    repository.users.get(user_id)
    events, after = repository.users.timeline(user_id, limit, cursor)
    return DirectoryTimeline(items=events, next_cursor=after)
