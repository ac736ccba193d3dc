"""Count what could not be handled."""

from crm.core import dead_letters
from crm.core.command import Command
from crm.core.grants import Grant
from crm.core.triggers import on_schedule


@on_schedule("rate(5 minutes)", uses=[Grant("dead-letters", ("count",))])
def handler(_command: Command) -> None:
    """Count the letters of all queues together, so that one alarm watches all of them."""
    dead_letters.count()
