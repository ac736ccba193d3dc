"""Who may see a case, and who may work on it."""

from crm.cases.case import Case
from crm.cases.settings.handling import Handling
from crm.cases.settings.queues import Queues
from crm.core import settings
from crm.core.access import AGENT, INTEGRATION, QA_SUPERVISOR, SUPERVISOR, Caller
from crm.core.errors import ConflictError, NotFoundError


class NotYourCaseError(ConflictError):
    """Only those who work on a case, and supervisors, may do this."""

    code = "not_your_case"


def visible(case: Case, caller: Caller) -> bool:
    """Say whether the caller may read the case.

    Customers see their own. Agents see, as the desk is set, their own, their queues' or all cases, and always
    those they work on, follow or were mentioned in (R-154); supervisors their queues' or all.
    """
    if caller.kind == "system":
        return True
    if caller.kind == "customer":
        return caller.id in case.contact_ids
    if caller.has(QA_SUPERVISOR, INTEGRATION) or case.handled_by(caller.id) or caller.id in case.watchers:
        return True
    return sees_queue(caller, case.queue_id)


def sees_queue(caller: Caller, queue_id: str) -> bool:
    """Say whether the caller may read all cases of a queue."""
    seen = queues_seen(caller)
    return seen is None or queue_id in seen


def queues_seen(caller: Caller) -> frozenset[str] | None:
    """Return the queues all of whose cases the caller may read, None for every queue."""
    handling = settings.current(Handling).value
    extents = set[str]()
    if caller.has(SUPERVISOR):
        extents.add(handling.supervisors_see)
    if caller.has(AGENT):
        extents.add(handling.agents_see)
    if caller.has(QA_SUPERVISOR, INTEGRATION) or "all" in extents:
        return None
    if "queues" not in extents:
        return frozenset()
    return frozenset(queue.id for queue in settings.current(Queues).value.of_team(caller.team_id))


def require_visible(case: Case, caller: Caller, reference: str) -> None:
    """Raise `NotFoundError` where the caller may not see the case: absent and invisible look the same.

    `reference` is what the caller asked for: the refusal must not tell the number that belongs to an id.
    """
    if not visible(case, caller):
        raise NotFoundError("case", reference)


def require_handler(case: Case, caller: Caller) -> None:
    """Raise `NotYourCaseError` unless the caller works on the case or supervises."""
    if caller.kind == "staff" and not (case.handled_by(caller.id) or caller.has(SUPERVISOR)):
        raise NotYourCaseError(assignee_id=case.assignee_id)
