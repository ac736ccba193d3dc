"""Keep the task of a conflict that nobody resolves in step with the conflict."""

from crm.conflicts.events import ConflictClosed, ConflictResolved, ConflictUnresolved
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.tasks import grants, reviews
from crm.tasks.reviews import Over, Unresolved

Followed = ConflictUnresolved | ConflictResolved | ConflictClosed


@on_event(ConflictUnresolved, ConflictResolved, ConflictClosed, uses=[grants.PLAN])
def handler(event: Received[Followed], command: Command) -> None:
    """Give who answers for a customer a task about a conflict that nobody resolves, and end it with the conflict."""
    reviews.follow(event.aggregate_id, event.aggregate_version, _moved(event.data), command)


def _moved(data: Followed) -> Unresolved | Over:
    if isinstance(data, ConflictUnresolved):
        return Unresolved(**data.model_dump(include=set(Unresolved._fields)))
    if isinstance(data, ConflictResolved):
        return Over(data.primary_owner_id, "resolved")
    return Over(None, data.outcome)
