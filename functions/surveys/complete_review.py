"""Complete the review of a bad score."""

from crm.core.access import ADMIN, AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.surveys import grants, reviewing
from crm.surveys.requests import CompleteReview
from crm.surveys.reviewing import ReviewOverError
from crm.surveys.views import ReviewView


@endpoint(
    "POST /reviews/{review_id}/complete",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR, ADMIN),
    uses=[grants.REVIEW],
    errors=[ReviewOverError],
)
def handler(review_id: str, body: CompleteReview, command: Command) -> ReviewView:
    """Complete the review of a bad score: why the customer was dissatisfied, and what follows from it.

    It is for its reviewer and for supervisors. The task that it gave ends with it, and doing the task completes it.
    """
    return reviewing.complete(review_id, body, command)
