"""Look at a breached case again before it goes up."""

from crm.cases import escalation, grants
from crm.cases.escalation import EscalationTask, Verdict
from crm.core.command import Command
from crm.core.triggers import step


@step("SlaEscalation", uses=[grants.READ])
def handler(task: EscalationTask, command: Command) -> Verdict:
    """Look at a breached case again: it may have been answered, solved or escalated meanwhile."""
    return escalation.check(task, command)
