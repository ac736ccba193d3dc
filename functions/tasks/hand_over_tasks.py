"""Hand over the tasks of somebody who will be away."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.directory.events import UserAbsenceChanged
from crm.tasks import absences, grants


@on_event(UserAbsenceChanged, uses=[grants.PLAN], timeout_seconds=120)
def handler(event: Received[UserAbsenceChanged], command: Command) -> None:
    """Hand the tasks that fall due while somebody is away to their deputy: 200 at most."""
    absences.hand_over(event.aggregate_id, command)
