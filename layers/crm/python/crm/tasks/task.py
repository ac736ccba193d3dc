"""A task: its state, as one fold over its events."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from crm.core.repository import Aggregate
from crm.tasks.transitions import OPEN
from crm.tasks.vocabulary import Priority, Sensitivity, Source, Status, SubjectType


class Slot(BaseModel):
    """A stretch of somebody's time."""

    model_config = ConfigDict(frozen=True)

    begins_at: datetime
    ends_at: datetime


class ScheduleConflict(BaseModel):
    """Other tasks that take the same time of the same person, and when there would be time for this one."""

    model_config = ConfigDict(frozen=True)

    task_ids: tuple[str, ...]
    proposed: tuple[Slot, ...]


class Link(BaseModel):
    """Where more is to be found."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: Annotated[str, Field(min_length=1, max_length=200)]
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=1000)]


class Task(Aggregate):
    """A task. Instants are UTC."""

    title: str
    status: Status
    priority: Priority
    assignee_id: str
    creator_id: str
    team_id: str | None = None
    """The assignee's team when they were given it: its members may see it."""
    subject_type: SubjectType | None = None
    subject_id: str | None = None
    account_id: str | None = None
    due_at: datetime
    sla_due_at: datetime
    begins_at: datetime
    ends_at: datetime
    sensitivity: Sensitivity = "normal"
    source: Source
    watchers: tuple[str, ...] = ()
    created_at: datetime

    expected_result: str
    detail: str | None = None
    links: tuple[Link, ...] = ()
    source_ref: str | None = None
    serves: tuple[str, ...] = ()
    """What else is done with it, such as items of weekly lists."""
    parent_id: str | None = None
    subtasks: tuple[str, ...] = ()
    open_subtasks: tuple[str, ...] = ()
    policy: str
    """The policy that times and reminders were set by, as `default@3`."""
    meant_for: str | None = None
    """Whom it was meant for, where their deputy has it because they are absent."""
    returned_to: str | None = None
    """In whose inbox a rejected task waits."""
    schedule_conflict: ScheduleConflict | None = None
    remind_at: datetime | None = None
    overdue_at: datetime | None = None
    accepted_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    result: str | None = None
    reason: str | None = None
    """Why it was rejected, cancelled, handed on or moved, the last time."""
    updated_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it waits for its assignee."""
        return self.status in OPEN

    @property
    def stands_for_card(self) -> bool:
        """Whether it stands for a collaboration card, which tells people what happens to it and when it is due."""
        return self.source in {"im", "card"}

    @property
    def holder_id(self) -> str | None:
        """In whose inbox it is: its assignee's, or theirs whom it was returned to."""
        if self.is_open:
            return self.assignee_id
        return self.returned_to if self.status == "rejected" else None

    @property
    def wake_at(self) -> datetime | None:
        """When there is something to do about it without anybody's asking."""
        if not self.is_open:
            return None
        times = [self.remind_at, self.due_at if self.overdue_at is None else None]
        return min((each for each in times if each is not None), default=None)

    @property
    def slot(self) -> Slot:
        """The stretch of its assignee's time that it takes."""
        return Slot(begins_at=self.begins_at, ends_at=self.ends_at)
