"""Rebuilding the counters from the records of what happened: a stretch of a table at a time, by whom nobody waits for.

Each subject is folded from its first record and what it was counted for is replaced, so a rebuilding may be stopped,
run twice, or run while events come in: whatever is counted stays right all along. Each stretch ends with an event that
starts the next.
"""

from crm.analytics import feeding, rebuilds, repository
from crm.analytics.events import MetricRebuildAdvanced, MetricsRebuilt
from crm.analytics.knowing import known
from crm.analytics.subjects.every import SUBJECTS
from crm.core import records
from crm.core.command import Command
from crm.core.events import Event

STRETCH = 200
"""How many items of a table one run walks."""


def advance(rebuild_id: str, version: int, command: Command) -> None:
    """Walk the next stretch of a rebuilding that stands at `version`; one that has gone on is left alone."""
    rebuild = repository.rebuilds.get(rebuild_id)
    if rebuild.version != version or not rebuild.left:
        return
    kind = rebuild.left[0]
    subject = SUBJECTS[kind]
    walked = records.walk(subject.domain, STRETCH, rebuild.after)
    found = [each for each in walked.aggregate_ids if each.startswith(subject.prefix)]
    counted = sum(feeding.recount(subject, each, known(command), command) for each in found)
    left = rebuild.left if walked.after is not None else rebuild.left[1:]
    after = rebuild.model_copy(
        update={
            "left": left,
            "after": walked.after,
            "walked": rebuild.walked + walked.items,
            "subjects": rebuild.subjects + counted,
            "finished_at": None if left else command.now,
        }
    )
    events: list[Event] = [MetricRebuildAdvanced(kind=kind, walked=after.walked, subjects=after.subjects)]
    if not left:
        events = [MetricsRebuilt(walked=after.walked, subjects=after.subjects)]
    rebuilds.save(rebuild, after, events, command)
