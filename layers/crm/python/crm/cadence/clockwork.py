"""What happens in cadence without anybody's asking, when its time comes."""

from collections.abc import Callable

from crm.cadence import reminding, rhythms, talks, weekly
from crm.core.command import Command

_WAITING: dict[str, Callable[[str, Command], None]] = {
    "clist": reminding.on_due,
    "cweek": weekly.on_due,
    "rhythm": rhythms.on_due,
    "standing": talks.on_due,
}
"""What waits, by the beginning of its id."""


def on_due(aggregate_id: str, command: Command) -> None:
    """Ask a list, a standing, a rhythm or the making of a week's lists whether something is due, and do it."""
    _WAITING[aggregate_id.partition("_")[0]](aggregate_id, command)
