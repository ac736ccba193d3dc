"""Rebuilding the counters from the records of what happened: a stretch of a table at a time, by whom nobody waits for.

Each subject is folded from its first record and what it was counted for is replaced, so a rebuilding may be stopped,
run twice, or run while events come in: whatever is counted stays right all along. Each stretch ends with an event that
starts the next.
"""

from crm.analytics import feeding, repository
from crm.analytics.events import MetricRebuildAdvanced, MetricRebuildStarted, MetricsRebuilt
from crm.analytics.knowing import known
from crm.analytics.rebuild import Rebuild
from crm.analytics.requests import RebuildMetrics
from crm.analytics.subjects.every import SUBJECTS
from crm.analytics.views import MetricRebuildView
from crm.core import ids, records
from crm.core.command import Command
from crm.core.events import Event
from crm.core.transaction import Transaction

STRETCH = 200
"""How many items of a table one run walks."""


def start(body: RebuildMetrics, command: Command) -> MetricRebuildView:
    """Begin a rebuilding."""
    kinds = tuple(dict.fromkeys(body.kinds))
    rebuild = Rebuild(id=ids.new_id("rebuild"), kinds=kinds, left=kinds, started_at=command.now)
    return _save(None, rebuild, [MetricRebuildStarted(kinds=kinds)], command)


def show(rebuild_id: str) -> MetricRebuildView:
    """Say how far a rebuilding has come."""
    return MetricRebuildView.of(repository.rebuilds.get(rebuild_id))


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
    _save(rebuild, after, events, command)


def _save(before: Rebuild | None, after: Rebuild, events: list[Event], command: Command) -> MetricRebuildView:
    transaction = Transaction(command)
    view = MetricRebuildView.of(repository.rebuilds.save(transaction, command, before, after, events))
    transaction.commit(view)
    return view
