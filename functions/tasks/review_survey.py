"""Keep the task of a bad score in step with its review."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.surveys.events import ReviewCompleted, ReviewOpened
from crm.tasks import grants, survey_reviews
from crm.tasks.survey_reviews import Completed, Opened


@on_event(ReviewOpened, ReviewCompleted, uses=[grants.PLAN])
def handler(event: Received[ReviewOpened | ReviewCompleted], command: Command) -> None:
    """Give a reviewer a task about a dissatisfied customer, with a time of its own, and end it with the review."""
    data = event.data
    if isinstance(data, ReviewOpened):
        now_is: Opened | Completed = Opened(**data.model_dump(include=set(Opened._fields)))
    else:
        now_is = Completed(data.cause)
    survey_reviews.follow(event.aggregate_id, event.aggregate_version, now_is, command)
