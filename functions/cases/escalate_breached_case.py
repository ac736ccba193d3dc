"""Hand a breached case up a level."""

from crm.cases import escalation, grants
from crm.cases.escalation import Escalated, EscalationTask
from crm.core.command import Command
from crm.core.triggers import step


@step("SlaEscalation", uses=[grants.CHANGE_BY_ID, grants.MOVE_SLOT])
def handler(task: EscalationTask, command: Command) -> Escalated:
    """Hand a breached case to whom stands at the next level; a second run changes nothing."""
    return escalation.escalate_breached(task, command)
