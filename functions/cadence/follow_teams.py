"""Give a new team its rhythm."""

from crm.cadence import grants, rhythms
from crm.cadence.settings.policy import policy_of
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.directory.events import TeamCreated


@on_event(TeamCreated, uses=[grants.KEEP])
def handler(event: Received[TeamCreated], command: Command) -> None:
    """Give a new team its rhythm, so that its first lists are made when the next week begins."""
    rhythms.keep_one(event.aggregate_id, policy_of(event.aggregate_id), command)
