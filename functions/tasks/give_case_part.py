"""Give a colleague the part of a case that was planned for them."""

from crm.cases.events import SubtaskPlanned
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.tasks import case_parts, grants
from crm.tasks.case_parts import Part


@on_event(SubtaskPlanned, uses=[grants.PLAN])
def handler(event: Received[SubtaskPlanned], command: Command) -> None:
    """Make a task of the part of a case that was planned for a colleague."""
    planned = event.data.model_dump(include=set(Part._fields))
    case_parts.give(event.aggregate_id, Part(**planned, planned_by=event.actor.id), command)
