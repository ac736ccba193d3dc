"""Working on a case: accepting, waiting, handing over, classifying, solving, closing."""

from collections.abc import Iterable

from crm.cases import intake, promises, waiting
from crm.cases.desk import Work, take_up
from crm.cases.events import (
    CaseAccepted,
    CaseEdited,
    CaseReclassified,
    CaseResumed,
    CaseRetargeted,
    CaseTagged,
    CaseTransferred,
    WatcherAdded,
    WatcherRemoved,
    WorkStopped,
)
from crm.cases.people import queue_of
from crm.cases.promises import Deserves
from crm.cases.repository import followers
from crm.cases.requests import (
    TAGS_LIMIT,
    EditCase,
    Reclassify,
    Resume,
    Stop,
    Transfer,
    WaitRequest,
    Watch,
)
from crm.cases.views import CaseView
from crm.cases.visibility import require_handler
from crm.core.access import AGENT, SUPERVISOR
from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError
from crm.directory import repository as directory
from crm.directory.models import User


class AlreadyAcceptedError(ConflictError):
    """Somebody else has the case."""

    code = "case_already_accepted"


class UnknownAssigneeError(InvalidError):
    """The colleague does not exist, is not active, or handles no cases."""

    code = "unknown_assignee"


class UnknownQueueError(InvalidError):
    """There is no such queue."""

    code = "unknown_queue"


class TooManyTagsError(InvalidError):
    """A case has only so many tags."""

    code = "too_many_tags"


class WaitInThePastError(InvalidError):
    """What is asked for cannot have come before it was asked."""

    code = "wait_in_the_past"


def accept(reference: str, command: Command) -> CaseView:
    """Take the case on; the first to accept has it (R-120)."""
    work = take_up(reference, command)
    if work.case.assignee_id not in {None, command.caller.id}:
        raise AlreadyAcceptedError(assignee_id=work.case.assignee_id)
    work.happened(CaseAccepted(by=command.caller.id))
    return work.commit()


def wait(reference: str, body: WaitRequest, command: Command) -> CaseView:
    """Wait for the customer or a third party: what is asked, and until when (R-125)."""
    work = work_of_handler(reference, command)
    let_wait(work, body)
    return work.commit()


def let_wait(work: Work, body: WaitRequest) -> None:
    """Let a case that is at hand wait."""
    if body.until_at is not None and body.until_at <= work.command.now:
        raise WaitInThePastError("until_at", until_at=body.until_at.isoformat())
    waiting.let_wait(work, body.wait_for, body.asked, body.until_at)


def stop_work(reference: str, body: Stop, command: Command) -> CaseView:
    """Stop work for a reason; the clocks stand still as the policy says (R-036)."""
    work = work_of_handler(reference, command)
    work.happened(WorkStopped(reason=body.reason))
    return work.commit()


def resume(reference: str, body: Resume, command: Command) -> CaseView:
    """Go on after waiting or a stop."""
    work = work_of_handler(reference, command)
    work.happened(CaseResumed(reason=body.reason))
    return work.commit()


def transfer(reference: str, body: Transfer, command: Command) -> CaseView:
    """Hand the case to a person or put it into a queue (R-118)."""
    work = take_up(reference, command)
    return work.commit(hand_over(work, body))


def hand_over(work: Work, body: Transfer) -> int | None:
    """Hand a case that is at hand to a person or put it into a queue; return the capacity the new holder must have."""
    if work.case.assignee_id is not None:
        require_handler(work.case, work.command.caller)
    if body.queue_id is not None:
        queue = queue_of(body.queue_id)
        if queue is None:
            raise UnknownQueueError("queue_id", id=body.queue_id)
        work.happened(
            CaseTransferred(
                assignee_id=None, queue_id=queue.id, reason=body.reason, cause=body.cause, shards=queue.shards
            )
        )
        return None
    assignee = assignable(body.assignee_id or "")
    if assignee.id == work.case.assignee_id:
        return None
    over = body.over_capacity and work.command.caller.has(SUPERVISOR)
    work.happened(
        CaseTransferred(
            assignee_id=assignee.id,
            queue_id=work.case.queue_id,
            reason=body.reason,
            cause=body.cause,
            shards=work.case.shards,
        )
    )
    return None if over else assignee.capacity


def assignable(user_id: str) -> User:
    """Return a colleague who handles cases; raise `UnknownAssigneeError` for anybody else."""
    user = directory.users.find(user_id)
    if user is None or not user.active or not {AGENT, SUPERVISOR} & set(user.roles):
        raise UnknownAssigneeError("assignee_id", id=user_id)
    return user


def edit(reference: str, body: EditCase, command: Command) -> CaseView:
    """Change members of the case; an edit that changes nothing writes nothing."""
    work = take_up(reference, command)
    given = {name: getattr(body, name) for name in body.model_fields_set - {"tags"}}
    changes = {
        name: (getattr(work.case, name), value) for name, value in given.items() if getattr(work.case, name) != value
    }
    if changes:
        work.happened(CaseEdited(changes=changes))
    if body.tags is not None:
        retag(work, body.tags, [each for each in work.case.tags if each not in body.tags])
    return work.commit()


def retag(work: Work, add: Iterable[str], remove: Iterable[str]) -> None:
    """Put tags on a case that is at hand and take others off; what it has, or has not, already stays so.

    Raises `TooManyTagsError` where it would have more than `TAGS_LIMIT`.
    """
    off = [each for each in dict.fromkeys(remove) if each in work.case.tags]
    new = [each for each in dict.fromkeys(add) if each not in work.case.tags]
    if len(work.case.tags) - len(off) + len(new) > TAGS_LIMIT:
        raise TooManyTagsError("tags", limit=TAGS_LIMIT)
    if new or off:
        work.happened(CaseTagged(added=tuple(new), removed=tuple(off)))


def reclassify(reference: str, body: Reclassify, command: Command) -> CaseView:
    """Change impact, urgency or category; priority and promise follow, the time used is kept (R-122, R-189)."""
    work = work_of_handler(reference, command)
    weigh_anew(work, body)
    return work.commit()


def weigh_anew(work: Work, body: Reclassify) -> None:
    """Change impact, urgency or category of a case that is at hand."""
    case = work.case
    impact, urgency = body.impact or case.impact, body.urgency or case.urgency
    category = body.category or case.category
    intake.require_category(category)
    priority = intake.priority_of(impact, urgency)
    if (impact, urgency, category) == (case.impact, case.urgency, case.category):
        return
    work.happened(
        CaseReclassified(
            reason=body.reason,
            impact=impact,
            urgency=urgency,
            priority=priority,
            category=category,
            priority_before=case.priority,
        )
    )
    retarget(work, body.reason)


def retarget(work: Work, reason: str, policy: str | None = None) -> None:
    """Put the case under the terms now in force for it, where they differ from its own."""
    case = work.case
    deserves = Deserves(case.customer_level, case.priority, case.category, case.channel)
    terms = promises.terms_for(deserves, policy)
    if terms != case.clocks.terms:
        work.happened(CaseRetargeted(reason=reason, terms=terms, policy_before=case.clocks.terms.policy))
        work.catch_up(before=False)


def watch(reference: str, body: Watch, command: Command) -> CaseView:
    """Follow the case, or let a colleague follow it or work on it too (R-119)."""
    work = take_up(reference, command)
    user_id = body.user_id or command.caller.id
    user = directory.users.find(user_id)
    if user is None or not user.active:
        raise UnknownAssigneeError("user_id", id=user_id)
    if user_id in (work.case.collaborators if body.as_collaborator else work.case.watchers):
        return work.commit()
    work.happened(WatcherAdded(user_id=user_id, as_collaborator=body.as_collaborator))
    work.also(lambda transaction: followers.add(transaction, work.case, user_id))
    return work.commit()


def unwatch(reference: str, user_id: str, command: Command) -> CaseView:
    """Follow the case no more."""
    work = take_up(reference, command)
    if user_id not in {*work.case.watchers, *work.case.collaborators}:
        return work.commit()
    if user_id != command.caller.id:
        require_handler(work.case, command.caller)
    work.happened(WatcherRemoved(user_id=user_id))
    work.also(lambda transaction: followers.remove(transaction, work.case.id, user_id))
    return work.commit()


def work_of_handler(reference: str, command: Command) -> Work:
    """Begin a piece of work that only those who work on the case, and supervisors, may do."""
    work = take_up(reference, command)
    require_handler(work.case, command.caller)
    return work
