"""Find open cases of the same customer about something similar."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from crm.cases import grants, similar
from crm.cases.filters import Word
from crm.cases.similar import SimilarCases, SimilarParameterError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import NotFoundError


@endpoint(
    "GET /cases/similar",
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.COMPARE],
    errors=[SimilarParameterError, NotFoundError],
)
def handler(
    command: Command,
    case: Annotated[Word | None, Query()] = None,
    contact_id: Annotated[Word | None, Query()] = None,
    title: Annotated[Word | None, Query()] = None,
) -> SimilarCases:
    """Find open cases of the same customer about something similar: to a case, or to one you are about to open.

    Name the `case`, or the `contact_id` and the `title`. The likest come first, each with its score and the reason.
    """
    return similar.find_similar(case, contact_id, title, command)
