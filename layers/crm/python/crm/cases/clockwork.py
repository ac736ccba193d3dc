"""What happens to a case without anybody's asking, when its time comes."""

from crm.cases import dispatch, repository, waiting
from crm.cases.desk import Work, begin
from crm.cases.events import CaseClosed, EscalationDue
from crm.core.command import Command
from crm.core.errors import NotFoundError


def on_due(case_id: str, command: Command) -> None:
    """Ask the case whether something is due, and do it; run early, late or twice, it does what is due now.

    Thresholds are fired, a customer who lets us wait is reminded, a wait that ran out is marked or ends the case, an
    escalation that nothing came of is called for again, a resolved case closes, and a case without a person is routed
    anew.
    """
    case = repository.cases.find(case_id)
    if case is None:
        raise NotFoundError("case", case_id)
    work = begin(case, command, at_due=True)
    waiting.on_due(work)
    _call_again(work)
    _close(work)
    if work.changed:
        work.commit()
    if case.look_again_at is not None and case.look_again_at <= command.now:
        dispatch.route(case_id, command)


def _call_again(work: Work) -> None:
    due_again = work.case.escalate_again_at
    if due_again is None or due_again > work.command.now or not work.case.is_open:
        return
    for key in work.case.escalation_due:
        milestone = work.case.clocks.find(key)
        if milestone is not None:
            level = work.case.level + 1
            work.happened(EscalationDue(milestone=milestone.name, instance=milestone.instance, level=level))


def _close(work: Work) -> None:
    close_at = work.case.close_at
    if work.case.status == "resolved" and close_at is not None and close_at <= work.command.now:
        work.happened(CaseClosed(reason="no_answer"))
