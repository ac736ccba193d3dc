"""Rebuildings: asking for one, and how far it has come. What walks the tables is in `rebuilding`."""

from crm.analytics import repository
from crm.analytics.events import MetricRebuildStarted
from crm.analytics.rebuild import Rebuild
from crm.analytics.requests import RebuildMetrics
from crm.analytics.views import MetricRebuildView
from crm.core import ids
from crm.core.command import Command
from crm.core.events import Event
from crm.core.transaction import Transaction


def start(body: RebuildMetrics, command: Command) -> MetricRebuildView:
    """Begin a rebuilding."""
    kinds = tuple(dict.fromkeys(body.kinds))
    rebuild = Rebuild(id=ids.new_id("rebuild"), kinds=kinds, left=kinds, started_at=command.now)
    return save(None, rebuild, [MetricRebuildStarted(kinds=kinds)], command)


def show(rebuild_id: str) -> MetricRebuildView:
    """Say how far a rebuilding has come."""
    return MetricRebuildView.of(repository.rebuilds.get(rebuild_id))


def save(before: Rebuild | None, after: Rebuild, events: list[Event], command: Command) -> MetricRebuildView:
    """Write a rebuilding with what happened to it, and return it as it is shown."""
    transaction = Transaction(command)
    view = MetricRebuildView.of(repository.rebuilds.save(transaction, command, before, after, events))
    transaction.commit(view)
    return view
