"""The query parameters of every paged list."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.paging import MAX_LIMIT

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="How many rows to return at most.")]
Cursor = Annotated[
    str | None,
    Query(max_length=1000, description="`next_cursor` of the page before; absent for the first page."),
]
