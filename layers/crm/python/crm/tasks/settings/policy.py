"""How tasks are ordered, promised and reminded of."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crm.core.access import ADMIN, SUPERVISOR, Role
from crm.core.rules import broken
from crm.core.settings import Setting
from crm.tasks.vocabulary import PRIORITIES, Flag, Priority

HOUR = 3600
_YEAR_SECONDS = 366 * 24 * HOUR

Seconds = Annotated[int, Field(ge=60, le=_YEAR_SECONDS)]


class PriorityLevel(BaseModel):
    """What a priority means: its colour, the working time it is to be done in, and when somebody is reminded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    priority: Priority
    flag: Flag | None = None
    sla_seconds: Seconds
    remind_after_seconds: Seconds | None = None
    """So long after it was given, by the clock."""
    remind_before_due_seconds: Seconds | None = None
    """So long before it is due, by the clock; the earlier of the two counts."""


class TaskPolicy(Setting):
    """How tasks are ordered, promised and reminded of; `priorities` stand in the order of the inbox."""

    kind: ClassVar[str] = "tasks.policy"
    editors: ClassVar[tuple[Role, ...]] = (ADMIN, SUPERVISOR)

    priorities: tuple[PriorityLevel, ...]
    calendar: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")] = "office"
    """The working hours of colleagues without a shift of their own."""
    duration_seconds: Annotated[int, Field(ge=300, le=8 * HOUR)] = HOUR // 2
    """How much time a task takes that says nothing of it."""
    proposals: Annotated[int, Field(ge=1, le=10)] = 3
    proposal_days: Annotated[int, Field(ge=1, le=14)] = 5
    subtasks_limit: Annotated[int, Field(ge=1, le=50)] = 20
    escalation_priority: Priority = "urgent"
    escalation_due_seconds: Seconds = 2 * HOUR
    colleagues_see: Literal["team", "own"] = "team"
    """Whether members of the assignee's team may read a task, or only those who have to do with it."""
    calendar_shows_sensitive: bool = False
    """Whether the calendar feed tells what sensitive tasks are about."""

    @model_validator(mode="after")
    def _each_priority_once(self) -> Self:
        if sorted(each.priority for each in self.priorities) != sorted(PRIORITIES):
            raise broken("tasks", "priorities_incomplete", priorities=", ".join(PRIORITIES))
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Urgent before high before medium before low; two hours after an urgent task comes a reminder."""
        levels = (
            PriorityLevel(priority="urgent", flag="red", sla_seconds=4 * HOUR, remind_after_seconds=2 * HOUR),
            PriorityLevel(priority="high", flag="orange", sla_seconds=9 * HOUR, remind_before_due_seconds=2 * HOUR),
            PriorityLevel(priority="medium", sla_seconds=27 * HOUR, remind_before_due_seconds=4 * HOUR),
            PriorityLevel(priority="low", sla_seconds=45 * HOUR, remind_before_due_seconds=24 * HOUR),
        )
        return {"default": cls(priorities=levels)}

    def references(self) -> set[tuple[str, str]]:
        """Rely on the calendar."""
        return {("directory.calendar", self.calendar)}

    def level(self, priority: Priority) -> PriorityLevel:
        """Return what a priority means."""
        return next(each for each in self.priorities if each.priority == priority)

    @property
    def order(self) -> tuple[Priority, ...]:
        """The priorities as the inbox has them."""
        return tuple(each.priority for each in self.priorities)
