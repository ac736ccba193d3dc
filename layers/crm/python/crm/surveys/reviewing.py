"""Looking into a bad score: completed by its reviewer or a supervisor, or with its task."""

from crm.core.access import SUPERVISOR
from crm.core.command import Command
from crm.core.errors import ConflictError, NotFoundError
from crm.core.transaction import Transaction
from crm.surveys.events import ReviewCompleted
from crm.surveys.models import Review
from crm.surveys.repository import reviews
from crm.surveys.requests import CompleteReview
from crm.surveys.views import ReviewView


class ReviewOverError(ConflictError):
    """The review was completed already."""

    code = "review_over"


def complete(review_id: str, body: CompleteReview, command: Command) -> ReviewView:
    """Complete a review: why the customer was dissatisfied, and what follows from it (R-068)."""
    before = reviews.get(review_id)
    if before.reviewer_id != command.caller.id and not command.caller.has(SUPERVISOR):
        raise NotFoundError("review", review_id)
    command.require_version(before.version, ReviewView.of(before, command.now).model_dump(mode="json"))
    if before.status == "completed":
        raise ReviewOverError(completed_by=before.completed_by)
    transaction = Transaction(command)
    after = _completed(transaction, before, body.cause, body.action, command.caller.id, command)
    view = ReviewView.of(after, command.now)
    transaction.commit(view)
    return view


def task_done(task_id: str, result: str, by: str, command: Command) -> None:
    """Complete the review whose task was done, with what the task came to; other tasks change nothing."""
    review_id = reviews.owner_of("task_id", task_id)
    before = None if review_id is None else reviews.get(review_id)
    if before is None or before.status == "completed":
        return
    # That it is completed shows in the review: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    _completed(transaction, before, result, None, by, command)
    transaction.commit()


def _completed(
    transaction: Transaction, before: Review, cause: str, action: str | None, by: str, command: Command
) -> Review:
    on_time = command.now <= before.expected_by_at
    update = {
        "status": "completed",
        "cause": cause,
        "action": action,
        "completed_at": command.now,
        "completed_by": by,
    }
    event = ReviewCompleted(cause=cause, action=action, by=by, on_time=on_time)
    return reviews.save(transaction, command, before, before.model_copy(update=update), [event])
