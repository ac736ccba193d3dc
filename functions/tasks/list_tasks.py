"""List tasks."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.tasks import grants, reading
from crm.tasks.reading import TaskViewParameterError, View
from crm.tasks.views import TaskPage
from crm.tasks.visibility import PEOPLE
from crm.tasks.vocabulary import SubjectType


@endpoint("GET /tasks", access=PEOPLE, uses=[grants.LIST], errors=[TaskViewParameterError])
def handler(
    command: Command,
    view: View = "given",
    subject_type: SubjectType | None = None,
    subject_id: Annotated[str | None, Query(min_length=1, max_length=64)] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> TaskPage:
    """List what you gave others and yourself, newest first, or the tasks about something, the open ones first."""
    if view == "given":
        return reading.given(command.caller, command, limit, cursor)
    return reading.of_subject(subject_type, subject_id, command, limit, cursor)
