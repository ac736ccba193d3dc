"""Keep the task of an escalated case in step with the case."""

from crm.cases.events import CaseEscalated, CaseResolved, CaseTransferred, EscalationReverted
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.tasks import escalations, grants
from crm.tasks.escalations import Escalated, Handled

Followed = CaseEscalated | CaseResolved | CaseTransferred | EscalationReverted


@on_event(CaseEscalated, CaseResolved, CaseTransferred, EscalationReverted, uses=[grants.PLAN])
def handler(event: Received[Followed], command: Command) -> None:
    """Give the new owner of an escalated case a task, and end it when the case is solved or in other hands."""
    escalations.follow(event.aggregate_id, event.aggregate_version, _moved(event.data), command)


def _moved(data: Followed) -> Escalated | Handled:
    if isinstance(data, CaseEscalated):
        return Escalated(**data.model_dump(include=set(Escalated._fields)))
    if isinstance(data, CaseResolved):
        return Handled(solution=data.solution)
    return Handled(reason="case_transferred" if isinstance(data, CaseTransferred) else "escalation_reverted")
