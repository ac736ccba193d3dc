"""What tasks contribute: whether they are taken on, done in time, or overdue."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.subjects import Known, Subject
from crm.core.events import Envelope, Event
from crm.tasks import events as ev

Answer = Literal["accepted", "rejected", "withdrawn"]


class Given(BaseModel):
    """The task as it was given to somebody, and what they said."""

    model_config = ConfigDict(frozen=True)

    assignee_id: str
    team_id: str | None
    at: datetime
    by_oneself: bool
    answer: Answer | None = None


class Lapse(BaseModel):
    """A due time that passed without the task's being done, and whose it was then."""

    model_config = ConfigDict(frozen=True)

    due_at: datetime
    assignee_id: str
    team_id: str | None


class TaskFacts(BaseModel):
    """What counts of a task."""

    model_config = ConfigDict(frozen=True)

    priority: str
    due_at: datetime
    given: tuple[Given, ...]
    lapses: tuple[Lapse, ...] = ()
    finished_at: datetime | None = None
    cancelled: bool = False

    @property
    def holder(self) -> Given:
        """To whom it was given last."""
        return self.given[-1]

    def answered(self, answer: Answer, *, over: tuple[Answer | None, ...] = (None,)) -> "TaskFacts":
        """Return the facts with the last one's answer, where theirs so far is one of `over`."""
        if self.holder.answer not in over:
            return self
        return self.model_copy(update={"given": (*self.given[:-1], self.holder.model_copy(update={"answer": answer}))})

    def with_members(self, **members: Any) -> "TaskFacts":
        """Return the facts with other members."""
        return self.model_copy(update=members)


def _created(event: ev.TaskCreated, at: datetime) -> TaskFacts:
    first = Given(assignee_id=event.assignee_id, team_id=event.team_id, at=at, by_oneself=event.accepted)
    return TaskFacts(priority=event.priority, due_at=event.due_at, given=(first,))


def _reassigned(facts: TaskFacts, event: ev.TaskReassigned, envelope: Envelope) -> TaskFacts:
    taken = envelope.actor.id == event.assignee_id
    next_ = Given(assignee_id=event.assignee_id, team_id=event.team_id, at=envelope.occurred_at, by_oneself=taken)
    before = facts.answered("withdrawn")
    return before.with_members(given=(*before.given, next_))


def _completed(facts: TaskFacts, _event: ev.TaskCompleted, envelope: Envelope) -> TaskFacts:
    return facts.answered("accepted").with_members(finished_at=envelope.occurred_at)


def _overdue(facts: TaskFacts, event: ev.TaskOverdue, _envelope: Envelope) -> TaskFacts:
    lapse = Lapse(due_at=event.due_at, assignee_id=facts.holder.assignee_id, team_id=facts.holder.team_id)
    return facts.with_members(lapses=(*facts.lapses, lapse))


_CHANGES: dict[type[Event], Callable[[TaskFacts, Any, Envelope], TaskFacts]] = {
    ev.TaskAccepted: lambda facts, _event, _envelope: facts.answered("accepted"),
    ev.TaskStarted: lambda facts, _event, _envelope: facts.answered("accepted"),
    # Who gives back what they had taken on has, in the end, not taken it on.
    ev.TaskRejected: lambda facts, _event, _envelope: facts.answered("rejected", over=(None, "accepted")),
    ev.TaskReassigned: _reassigned,
    ev.TaskRescheduled: lambda facts, event, _envelope: facts.with_members(due_at=event.due_at),
    ev.TaskCompleted: _completed,
    ev.TaskCancelled: lambda facts, _event, _envelope: facts.answered("withdrawn").with_members(cancelled=True),
    ev.TaskOverdue: _overdue,
}
_BY_NAME = {each.__name__: each for each in _CHANGES}


def evolve(facts: TaskFacts | None, envelope: Envelope, _known: Known) -> TaskFacts | None:
    """Return the facts after an event."""
    if facts is None:
        return _created(ev.TaskCreated.model_validate(envelope.data), envelope.occurred_at)
    kind = _BY_NAME.get(envelope.type)
    return facts if kind is None else _CHANGES[kind](facts, kind.model_validate(envelope.data), envelope)


def contributions(_task_id: str, facts: TaskFacts) -> Iterator[Contribution]:
    """Yield what a task contributes."""
    yield from _acceptance(facts)
    yield from _completion(facts)
    over = facts.cancelled or facts.finished_at is not None
    for lapse in facts.lapses:
        yield Contribution(
            metric=library.TASKS_OVERDUE.reference,
            key=lapse.due_at.isoformat(),
            at=lapse.due_at,
            amount=1,
            assignee_id=lapse.assignee_id,
            team_id=lapse.team_id,
            dimensions={"priority": facts.priority, "still": "over" if over else "open"},
        )


def _acceptance(facts: TaskFacts) -> Iterator[Contribution]:
    for number, given in enumerate(facts.given, start=1):
        if not given.by_oneself and given.answer != "withdrawn":
            yield Contribution(
                metric=library.TASK_ACCEPTANCE_RATE.reference,
                key=str(number),
                at=given.at,
                amount=int(given.answer == "accepted"),
                assignee_id=given.assignee_id,
                team_id=given.team_id,
            )


def _completion(facts: TaskFacts) -> Iterator[Contribution]:
    lapsed = any(each.due_at == facts.due_at for each in facts.lapses)
    if facts.cancelled or (facts.finished_at is None and not lapsed):
        return
    in_time = facts.finished_at is not None and facts.finished_at <= facts.due_at
    yield Contribution(
        metric=library.ON_TIME_COMPLETION_RATE.reference,
        key="1",
        # Done early it counts when it is done, however far away its due time; else when it should have been done.
        at=facts.finished_at if facts.finished_at is not None and in_time else facts.due_at,
        amount=int(in_time),
        assignee_id=facts.holder.assignee_id,
        team_id=facts.holder.team_id,
        dimensions={"priority": facts.priority},
    )


TASKS = Subject(
    kind="task",
    domain="tasks",
    prefix="task_",
    facts=TaskFacts,
    begins=(ev.TaskCreated,),
    heard=(ev.TaskCreated, *_CHANGES),
    evolve=evolve,
    contributions=contributions,
)
