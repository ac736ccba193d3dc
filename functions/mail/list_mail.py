"""List mail that was received."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.access import ADMIN, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.mail import grants, repository
from crm.mail.letter import State
from crm.mail.views import LetterPage, LetterView


@endpoint("GET /mail", access=staff(SUPERVISOR, ADMIN), uses=[grants.LIST])
def handler(
    command: Command,
    state: Annotated[State, Query(description="What became of it.")] = "parked",
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> LetterPage:
    """List mail by what became of it, the newest first; else what is parked and waits for a person, with the reason."""
    found, after = repository.in_state(state, limit, cursor)
    shown = [LetterView.of(each, command.caller.locale) for each in found]
    return LetterPage(items=shown, next_cursor=after)
