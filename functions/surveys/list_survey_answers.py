"""List what customers said."""

from datetime import date

from crm.core.access import ADMIN, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Cursor, Limit
from crm.core.paging import DEFAULT_LIMIT
from crm.surveys import grants, reading
from crm.surveys.reading import AnswersOfWhatError
from crm.surveys.views import AnswerPage


@endpoint(
    "GET /survey-answers",
    access=staff(SUPERVISOR, QA_SUPERVISOR, ADMIN),
    uses=[grants.ANSWERS],
    errors=[AnswersOfWhatError],
)
def handler(
    case: str | None = None,
    account: str | None = None,
    on: date | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> AnswerPage:
    """List what customers said about a case, as an account, or on a day (UTC), newest first.

    A day also shows what is anonymous and what is not counted, with its flags.
    """
    return reading.list_answers(case, account, on, limit, cursor)
