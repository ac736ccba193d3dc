"""Show who does what for a customer."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.conflicts import grants, reading
from crm.conflicts.views import ResponsibilityView
from crm.conflicts.visibility import PEOPLE
from crm.core.endpoint import endpoint


@endpoint("GET /accounts/{account_id}/responsibility", access=PEOPLE, uses=[grants.LOOK_IN])
def handler(account_id: str, version: Annotated[int | None, Query(ge=0, le=999_999)] = None) -> ResponsibilityView:
    """Show who does what for a customer, as it is or as a version said: one primary owner, and what the others are.

    Version 0 says that nothing has been decided. A version never changes.
    """
    return reading.responsibility(account_id, version)
