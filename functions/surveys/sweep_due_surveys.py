"""Find surveys that wait and whose schedule was lost."""

from crm.core import timers
from crm.core.command import Command
from crm.core.grants import index
from crm.core.triggers import on_schedule
from crm.surveys import grants, planning
from crm.surveys.repository.items import SurveyItem


@on_schedule("rate(5 minutes)", uses=[grants.ON_DUE, index("surveys", "due")], timeout_seconds=120)
def handler(command: Command) -> None:
    """Call for what is overdue about surveys because a schedule was lost."""
    timers.sweep(SurveyItem, command, planning.on_due)
