"""Keep tasks in step with weekly lists of key accounts."""

from crm.cadence.events import CadenceItemDone, CadenceItemLinked, CadenceItemPublished
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.tasks import cadence, grants
from crm.tasks.cadence import Wanted

Followed = CadenceItemPublished | CadenceItemLinked | CadenceItemDone


@on_event(CadenceItemPublished, CadenceItemLinked, CadenceItemDone, uses=[grants.PLAN, grants.FOLLOW_CADENCE])
def handler(event: Received[Followed], command: Command) -> None:
    """Give the owner a task for each item, unless the account has one for the same; end it when the item is done."""
    data = event.data
    if isinstance(data, CadenceItemPublished):
        cadence.wanted(Wanted(**data.model_dump(include=set(Wanted._fields))), command)
    elif data.task_id is not None and data.result is not None:
        cadence.done(data.task_id, data.result, command)
