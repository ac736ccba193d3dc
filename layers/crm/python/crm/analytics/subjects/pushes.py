"""What pushes of tasks contribute: how long they take."""

from collections.abc import Iterator

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.subjects import Known, Subject
from crm.core.events import Envelope
from crm.tasks.events import TaskPushed


def evolve(_facts: TaskPushed | None, envelope: Envelope, _known: Known) -> TaskPushed | None:
    """Return the push: it happens once."""
    return TaskPushed.model_validate(envelope.data)


def contributions(_push_id: str, push: TaskPushed) -> Iterator[Contribution]:
    """Yield how long a task took to reach its assignee."""
    delay = push.pushed_at - push.given_at
    yield Contribution(
        metric=library.TASK_PUSH_DELAY.reference,
        key="1",
        at=push.given_at,
        amount=max(0, round(delay.total_seconds() * 1000)),
        assignee_id=push.assignee_id,
        team_id=push.team_id,
        about=f"task:{push.task_id}",
    )


PUSHES = Subject(
    kind="task_push",
    domain="tasks",
    prefix="push_",
    facts=TaskPushed,
    begins=(TaskPushed,),
    heard=(TaskPushed,),
    evolve=evolve,
    contributions=contributions,
)
