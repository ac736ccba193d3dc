"""What happens to a task. The events of a task are its history, its audit trail and the source of its state."""

from datetime import datetime
from typing import ClassVar

from crm.core.events import Event
from crm.tasks.task import Link, ScheduleConflict
from crm.tasks.vocabulary import Priority, Sensitivity, Source, Status, SubjectType


class TaskCreated(Event):
    """Something is to be done by somebody; `accepted` where they asked it of themselves."""

    counted: ClassVar[bool] = True

    title: str
    expected_result: str
    detail: str | None = None
    priority: Priority
    assignee_id: str
    creator_id: str
    team_id: str | None = None
    subject_type: SubjectType | None = None
    subject_id: str | None = None
    account_id: str | None = None
    due_at: datetime
    sla_due_at: datetime
    begins_at: datetime
    ends_at: datetime
    remind_at: datetime | None = None
    sensitivity: Sensitivity = "normal"
    source: Source
    source_ref: str | None = None
    serves: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    parent_id: str | None = None
    policy: str
    meant_for: str | None = None
    schedule_conflict: ScheduleConflict | None = None
    accepted: bool = False


class TaskAccepted(Event):
    """The assignee took it on."""


class TaskRejected(Event):
    """The assignee gave it back, and said why; it waits for whom it was returned to."""

    reason: str
    returned_to: str | None = None


class TaskStarted(Event):
    """The assignee began."""


class TaskCompleted(Event):
    """It is done; where it was about an account, the account's follow-up status changed with it.

    `serves` names what else was done with it, such as items of weekly lists.
    """

    counted: ClassVar[bool] = True

    result: str
    follow_status: str | None = None
    account_id: str | None = None
    serves: tuple[str, ...] = ()


class TaskMerged(Event):
    """What something else asked for is done with this task: it gets none of its own."""

    source: Source
    source_ref: str


class TaskCancelled(Event):
    """It need not be done any more."""

    reason: str


class TaskReassigned(Event):
    """Somebody else is to do it."""

    reason: str
    assignee_id: str
    team_id: str | None = None
    meant_for: str | None = None
    remind_at: datetime | None = None
    schedule_conflict: ScheduleConflict | None = None


class TaskRescheduled(Event):
    """It is to be done at another time."""

    reason: str
    due_at: datetime
    begins_at: datetime
    ends_at: datetime
    remind_at: datetime | None = None
    schedule_conflict: ScheduleConflict | None = None


class TaskCommented(Event):
    """Somebody said something about it; who is mentioned follows it from then on."""

    body: str
    mentions: tuple[str, ...] = ()


class SubtaskAdded(Event):
    """A part of it became a task of its own."""

    task_id: str
    title: str
    assignee_id: str


class SubtaskEnded(Event):
    """A part of it is done or need not be done any more."""

    task_id: str
    status: Status


class TaskReminded(Event):
    """It was time to remind of it; `told` are those who were."""

    told: tuple[str, ...]


class TaskOverdue(Event):
    """It should have been done by now; `told` are those who were told so."""

    counted: ClassVar[bool] = True

    due_at: datetime
    told: tuple[str, ...]


class TaskPushed(Event):
    """The notice of a task is where its assignee reads it. A record of its own: the task itself is not changed."""

    task_id: str
    assignee_id: str
    team_id: str | None = None
    given_at: datetime
    pushed_at: datetime


class CalendarFeedIssued(Event):
    """Somebody got an address for their calendar. The token itself is kept nowhere."""

    number: int
    expires_at: datetime


class CalendarFeedRevoked(Event):
    """The address of somebody's calendar opens nothing any more."""

    number: int
