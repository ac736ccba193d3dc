"""List settings."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core import settings_store
from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.core.errors import InvalidError, NotFoundError
from crm.core.grants import index, table
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.core.settings_store import SettingPage


@endpoint(
    "GET /settings",
    access=staff(*EVERYONE),
    uses=[index("platform", "by_kind"), table("platform", "query")],
    errors=[InvalidError, NotFoundError],
)
def handler(
    kind: Annotated[str | None, Query(max_length=80)] = None,
    name: Annotated[str | None, Query(max_length=80)] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> SettingPage:
    """List the kinds of settings, the documents of a kind, or the versions of a document.

    Without `kind`, the kinds; with `kind`, its documents in force by name, those that came with the suite
    among them; with `kind` and `name`, the stored versions of that document, newest first.
    """
    return settings_store.listing(kind, name, limit, cursor)
