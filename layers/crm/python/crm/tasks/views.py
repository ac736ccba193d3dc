"""How tasks are shown. Views have no defaults: every member is always there."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field, JsonValue

from crm.core.events import Actor
from crm.core.paging import Page
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.task import Link, ScheduleConflict, Task
from crm.tasks.transitions import OPEN
from crm.tasks.vocabulary import Flag, Priority, Sensitivity, Source, Status, SubjectType

CONTENT = ("title", "detail", "expected_result", "result", "reason", "links")
"""What a sensitive task is about: shown to those who have to do with it."""


class TaskSummary(BaseModel):
    """A task as an index holds it."""

    task_id: str
    title: str
    status: Status
    priority: Priority
    assignee_id: str
    creator_id: str
    team_id: str | None
    subject_type: SubjectType | None
    subject_id: str | None
    account_id: str | None
    due_at: datetime
    sla_due_at: datetime
    begins_at: datetime
    ends_at: datetime
    sensitivity: Sensitivity
    source: Source
    watchers: tuple[str, ...]
    created_at: datetime

    @classmethod
    def of_item(cls, item: Any) -> "TaskSummary":
        """Read the row of an index."""
        members = {name: getattr(item, name) for name in cls.model_fields if name not in {"task_id", "watchers"}}
        return cls(task_id=item.pk, watchers=tuple(item.watchers or ()), **members)


class TaskRow(BaseModel):
    """A task in a list. `masked` says that its content is not for the reader."""

    task_id: str
    title: str | None
    status: Status
    priority: Priority
    flag: Flag | None = Field(description="The colour of its priority: red for what is urgent.")
    overdue: bool
    assignee_id: str
    creator_id: str
    subject_type: SubjectType | None
    subject_id: str | None
    account_id: str | None
    due_at: datetime
    sla_due_at: datetime
    sla_remaining_seconds: int = Field(description="Until what its priority promises, by the clock; below 0 after it.")
    begins_at: datetime
    ends_at: datetime
    sensitivity: Sensitivity
    source: Source
    created_at: datetime
    masked: bool

    @classmethod
    def of(cls, task: TaskSummary, policy: TaskPolicy, now: datetime, *, masked: bool = False) -> "TaskRow":
        """Show a row as of now."""
        shown = task.model_dump(include=set(cls.model_fields))
        if masked:
            shown["title"] = None
        return cls(
            **shown,
            **_as_of(task.status, task.due_at, task.sla_due_at, now),
            flag=_flag(task.priority, policy),
            masked=masked,
        )


class TaskPage(Page[TaskRow]):
    """Tasks."""


class TaskList(BaseModel):
    """Tasks, all of them."""

    items: list[TaskRow]


class TaskView(BaseModel):
    """A task, whole. `masked` says that its content is not for the reader."""

    task_id: str
    version: int
    title: str | None
    status: Status
    priority: Priority
    flag: Flag | None = Field(description="The colour of its priority: red for what is urgent.")
    overdue: bool
    assignee_id: str
    creator_id: str
    meant_for: str | None = Field(description="Whom it was meant for, where their deputy has it.")
    returned_to: str | None = Field(description="In whose inbox it waits after it was rejected.")
    subject_type: SubjectType | None
    subject_id: str | None
    account_id: str | None
    expected_result: str | None
    detail: str | None
    links: tuple[Link, ...]
    due_at: datetime
    sla_due_at: datetime
    sla_remaining_seconds: int = Field(description="Until what its priority promises, by the clock; below 0 after it.")
    begins_at: datetime
    ends_at: datetime
    schedule_conflict: ScheduleConflict | None = Field(
        description="Other tasks of the same time of the same person, and when there would be time for this one."
    )
    remind_at: datetime | None
    sensitivity: Sensitivity
    source: Source
    source_ref: str | None
    serves: tuple[str, ...] = Field(description="What else is done with it, such as items of weekly lists.")
    parent_id: str | None
    subtasks: tuple[str, ...]
    open_subtasks: tuple[str, ...]
    watchers: tuple[str, ...]
    policy: str
    created_at: datetime
    accepted_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    updated_at: datetime
    result: str | None
    reason: str | None
    masked: bool

    @classmethod
    def of(cls, task: Task, policy: TaskPolicy, now: datetime, *, masked: bool = False) -> "TaskView":
        """Show a task as of now."""
        shown: dict[str, Any] = {name: getattr(task, name) for name in cls.model_fields if hasattr(task, name)}
        if masked:
            shown |= dict.fromkeys(CONTENT) | {"links": ()}
        return cls(
            **shown,
            **_as_of(task.status, task.due_at, task.sla_due_at, now),
            task_id=task.id,
            flag=_flag(task.priority, policy),
            masked=masked,
        )


class TaskDetail(TaskView):
    """A task, whole, and since when its assignee can know of it."""

    pushed_at: datetime | None = Field(
        description="When the notice of it was there for its assignee; null before, and where none was sent."
    )


def _flag(priority: Priority, policy: TaskPolicy) -> Flag | None:
    return policy.level(priority).flag


def _as_of(status: Status, due_at: datetime, sla_due_at: datetime, now: datetime) -> dict[str, Any]:
    left = int((sla_due_at - now).total_seconds())
    return {"overdue": status in OPEN and due_at <= now, "sla_remaining_seconds": left}


class TaskEntry(BaseModel):
    """Something that happened to a task: who did what, when, and what was said."""

    id: str
    type: str
    version: int
    actor: Actor
    at: datetime
    data: dict[str, JsonValue]


class TaskHistory(Page[TaskEntry]):
    """What happened to a task, newest first."""


class CalendarFeedView(BaseModel):
    """The address of a calendar feed. It is shown once."""

    path: str = Field(description="Behind the address of the API: what a calendar subscribes to. Whoever has it reads.")
    expires_at: datetime
