"""Record that an escalation was not needed."""

from crm.cases import escalation, grants
from crm.cases.escalation import Declination, Escalated
from crm.core.command import Command
from crm.core.triggers import step


@step("SlaEscalation", uses=[grants.CHANGE_BY_ID])
def handler(task: Declination, command: Command) -> Escalated:
    """Record that an escalation was called for and turned out not to be needed."""
    return escalation.decline(task, task.reason, command)
