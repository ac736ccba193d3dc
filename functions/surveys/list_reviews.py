"""List reviews of bad scores."""

from crm.cases import reading as cases
from crm.core.access import ADMIN, AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.surveys import grants, reading
from crm.surveys.reading import ReviewCaseMissingError
from crm.surveys.views import ReviewPage


@endpoint(
    "GET /reviews",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR, ADMIN),
    uses=[grants.REVIEWS, grants.SEE_CASE],
    errors=[ReviewCaseMissingError],
)
def handler(
    command: Command, case: str | None = None, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> ReviewPage:
    """List the reviews of a case, newest first; supervisors may leave it out and get all open ones, as they are due."""
    if case is None:
        return reading.open_reviews(command, limit, cursor)
    return reading.reviews_of(cases.find(case, command).id, command, limit, cursor)
