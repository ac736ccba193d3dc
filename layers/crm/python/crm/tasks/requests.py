"""What may be asked of tasks."""

from typing import Annotated

from pydantic import Field

from crm.core.instants import Instant
from crm.core.payload import Payload
from crm.customers.models import FollowStatus
from crm.tasks.planning import LONGEST
from crm.tasks.task import Link
from crm.tasks.vocabulary import Priority, Sensitivity, SubjectType

Title = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@-]{2,64}$")]
Duration = Annotated[int, Field(ge=300, le=int(LONGEST.total_seconds()))]


class Subject(Payload):
    """What a task is about."""

    type: SubjectType
    id: Id


class CreateTask(Payload):
    """A task: for yourself, or for somebody who reports to you.

    It takes `duration_seconds` of their time from `begins_at` on, else the last before it is due.
    """

    title: Title
    expected_result: Text
    detail: Text | None = None
    priority: Priority
    due_at: Instant
    begins_at: Instant | None = None
    duration_seconds: Duration | None = None
    assignee_id: Id | None = None
    subject: Subject | None = None
    account_id: Id | None = Field(default=None, description="Whose customer's it is, where the subject does not say.")
    sensitivity: Sensitivity = "normal"
    links: Annotated[tuple[Link, ...], Field(max_length=20)] = ()


class AddSubtask(Payload):
    """A part of a task. What is not said is as in the whole; it is due no later and no less sensitive."""

    title: Title
    expected_result: Text
    detail: Text | None = None
    priority: Priority | None = None
    due_at: Instant | None = None
    begins_at: Instant | None = None
    duration_seconds: Duration | None = None
    assignee_id: Id | None = None
    sensitivity: Sensitivity | None = None


class RejectTask(Payload):
    """Why you will not do it."""

    reason: Reason


class CompleteTask(Payload):
    """What came of it and, where it is about an account, how the account stands now."""

    result: Text
    follow_status: FollowStatus = "followed_up"


class CancelTask(Payload):
    """Why it need not be done."""

    reason: Reason


class ReassignTask(Payload):
    """Who is to do it instead, and why."""

    assignee_id: Id
    reason: Reason


class RescheduleTask(Payload):
    """When it is to be done instead, and why. The time it takes stays as it is unless it is given."""

    due_at: Instant
    begins_at: Instant | None = None
    duration_seconds: Duration | None = None
    reason: Reason


class Comment(Payload):
    """What there is to say. `@` before a colleague's id mentions them; so does `mentions`."""

    body: Text
    mentions: Annotated[tuple[Id, ...], Field(max_length=20)] = ()
