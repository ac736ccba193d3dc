"""Where cases wait for somebody."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from crm.cases.settings.parts import Labelled, Name, Part, Slug
from crm.core.access import ADMIN, SUPERVISOR
from crm.core.rules import broken
from crm.core.settings import Setting


class Queue(Part):
    """Where cases wait for somebody: whose they are, who is told when nobody takes one."""

    id: Slug
    label: Labelled
    team_ids: Annotated[tuple[str, ...], Field(max_length=50)] = ()
    owner_id: str | None = None
    skills: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    shards: Annotated[int, Field(ge=1, le=16)] = 1
    """Into how many parts the queue's list is split: more for one that takes hundreds of changes a second."""
    overflow_to: Slug | None = None
    overflow_after_seconds: Annotated[int, Field(ge=60, le=7 * 86400)] = 1800


MANUAL_DISPATCH = "manual_dispatch"


class Queues(Setting):
    """The queues, their teams and owners (R-105, R-164). A queue without teams is every agent's."""

    kind: ClassVar[str] = "cases.queues"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    queues: Annotated[tuple[Queue, ...], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [queue.id for queue in self.queues]
        if len(ids) != len(set(ids)):
            raise broken("cases", "queue_twice")
        if MANUAL_DISPATCH not in ids:
            raise broken("cases", "manual_dispatch_missing", queue_id=MANUAL_DISPATCH)
        if any(queue.overflow_to not in {None, *ids} for queue in self.queues):
            raise broken("cases", "overflow_unknown")
        return self

    def succeed(self, before: Self) -> None:
        """A queue keeps its shards: what waits in those taken away would be in no list."""
        for queue in self.queues:
            was = before.find(queue.id)
            if was is not None and queue.shards < was.shards:
                raise broken("cases", "fewer_shards", queue_id=queue.id, shards=was.shards)

    def find(self, queue_id: str) -> Queue | None:
        """Return a queue by its id."""
        return next((queue for queue in self.queues if queue.id == queue_id), None)

    def of_team(self, team_id: str | None) -> list[Queue]:
        """Return the queues that a member of the team works in."""
        return [queue for queue in self.queues if not queue.team_ids or team_id in queue.team_ids]

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Everybody's queue, one for what is urgent, one for what nobody can take."""
        names = (
            ("general", "综合队列", "General"),
            ("priority", "优先队列", "Priority"),
            (MANUAL_DISPATCH, "人工调度", "Manual dispatch"),
        )
        return {"default": cls(queues=tuple(Queue(id=i, label={"zh-CN": z, "en": e}) for i, z, e in names))}
