"""Walk the next stretch of a rebuilding."""

from crm.analytics import grants, rebuilding
from crm.analytics.events import MetricRebuildAdvanced, MetricRebuildStarted
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event


@on_event(
    MetricRebuildStarted,
    MetricRebuildAdvanced,
    uses=[grants.FEED, grants.CHANGE_REBUILD, grants.WALK, grants.RECORDS_OF_ALL],
    timeout_seconds=120,
)
def handler(event: Received[MetricRebuildStarted | MetricRebuildAdvanced], command: Command) -> None:
    """Count the subjects in the next stretch of a table anew from their records; the event it ends with starts another.

    The one function that may read a table from end to end: nobody waits for it.
    """
    rebuilding.advance(event.aggregate_id, event.aggregate_version, command)
