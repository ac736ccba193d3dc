"""Plan to ask about cases that were solved."""

from crm.cases.events import CaseClosed, CaseReopened, CaseResolved
from crm.cases.repository import cases
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.surveys import grants, planning
from crm.surveys.planning import Solved
from crm.surveys.vocabulary import Trigger

Followed = CaseResolved | CaseClosed | CaseReopened


@on_event(CaseResolved, CaseClosed, CaseReopened, uses=[grants.PLAN, grants.FIND_CASE])
def handler(event: Received[Followed], command: Command) -> None:
    """Plan to ask the customer of a case that was solved, and not to where it is opened again before anybody was."""
    if isinstance(event.data, CaseReopened):
        planning.cancel(event.aggregate_id, command)
        return
    case = cases.get(event.aggregate_id)
    if case.is_open or case.resolved_at is None:
        return  # it was opened again meanwhile
    solved = Solved(
        case_id=case.id,
        number=case.number,
        title=case.title,
        contact_id=case.contact_id,
        account_id=case.account_id,
        assignee_id=case.assignee_id or case.last_assignee_id,
        resolved_at=case.resolved_at,
        by_machine=event.actor.kind == "system",
    )
    became: Trigger = "resolved" if isinstance(event.data, CaseResolved) else "closed"
    planning.plan(solved, became, event.occurred_at, command)
