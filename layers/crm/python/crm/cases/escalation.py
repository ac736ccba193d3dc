"""Going up a level: by the workflow when a promise is broken, by hand, and back again."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from crm.cases import people, promises, repository
from crm.cases.case import Case
from crm.cases.desk import Work, begin, take_up
from crm.cases.events import CaseEscalated, EscalationDeclined, EscalationReverted
from crm.cases.handling import assignable
from crm.cases.requests import Escalate, Revert
from crm.cases.settings.sla import EscalationLevel
from crm.cases.sla.milestone import MilestoneName
from crm.cases.views import CaseView, EscalationList, EscalationView
from crm.cases.vocabulary import EscalationCause
from crm.core import ids
from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError, NotFoundError

_CAUSES: dict[MilestoneName, EscalationCause] = {
    "first_response": "response_overdue",
    "restore": "restore_overdue",
    "resolution": "resolution_overdue",
}


class EscalationLevelError(InvalidError):
    """The policy has no such level, or nobody stands at it."""

    code = "escalation_level"


class NotRevertibleError(ConflictError):
    """Only the last escalation that still holds can be taken back."""

    code = "escalation_not_revertible"


class EscalationTask(BaseModel):
    """What the workflow was started for."""

    case_id: str
    milestone: MilestoneName
    instance: int
    level: int


class Declination(EscalationTask):
    """An escalation that is not needed, and why."""

    reason: str


class Verdict(BaseModel):
    """Whether the case is still to go up, and why not."""

    needed: bool
    reason: Literal["breached", "not_breached", "answered", "not_open", "already_escalated", "no_level"]
    priority: str
    level: int


class Escalated(BaseModel):
    """Who has the case now."""

    escalation_id: str | None
    to: str | None
    told: tuple[str, ...]


def check(task: EscalationTask, _command: Command) -> Verdict:
    """Look at the case again: much may have happened since the escalation was called for."""
    case = _case(task.case_id)
    levels = promises.policy_of(case.clocks.terms).levels_for(case.priority)
    reason = _verdict(case, task, len(levels))
    return Verdict(needed=reason == "breached", reason=reason, priority=case.priority, level=case.level + 1)


def _verdict(
    case: Case, task: EscalationTask, levels: int
) -> Literal["breached", "not_breached", "answered", "not_open", "already_escalated", "no_level"]:
    key = f"{task.milestone}.{task.instance}"
    milestone = case.clocks.find(key)
    if not case.is_open:
        return "not_open"
    if milestone is None or milestone.breached_at is None:
        return "not_breached"
    if milestone.stopped_at is not None:
        return "answered"
    if key not in case.escalation_due:
        return "already_escalated"
    return "breached" if case.level < levels else "no_level"


def escalate_breached(task: EscalationTask, command: Command) -> Escalated:
    """Hand the case up: the receiver of the next level has it, and a new first response begins for them.

    A second run finds the escalation done and changes nothing.
    """
    case = _case(task.case_id)
    levels = promises.policy_of(case.clocks.terms).levels_for(case.priority)
    if _verdict(case, task, len(levels)) != "breached":
        last = case.escalations[-1] if case.escalations else None
        return Escalated(escalation_id=last and last.escalation_id, to=last and last.to, told=())
    number = case.level + 1
    to = _receiver(case, levels[number - 1], command.now)
    if to is None:
        return decline(task, "nobody_to_escalate_to", command)
    work = begin(case, command)
    event = CaseEscalated(
        escalation_id=ids.derived_id("esc", case.id, task.milestone, task.instance, number),
        level=number,
        cause=_CAUSES[task.milestone],
        reason=_CAUSES[task.milestone],
        handler_id=case.assignee_id,
        to=to,
        milestone=f"{task.milestone}.{task.instance}",
        told=people.resolve(levels[number - 1].tell, case, command.now),
        number=case.number,
        title=case.title,
        account_id=case.account_id,
    )
    work.happened(event)
    work.commit()
    return Escalated(escalation_id=event.escalation_id, to=to, told=event.told)


def decline(task: EscalationTask, reason: str, command: Command) -> Escalated:
    """Record that an escalation was called for and turned out not to be needed."""
    case = _case(task.case_id)
    if f"{task.milestone}.{task.instance}" in case.escalation_due:
        work = begin(case, command)
        work.happened(EscalationDeclined(milestone=task.milestone, instance=task.instance, reason=reason))
        work.commit()
    return Escalated(escalation_id=None, to=None, told=())


def escalate_by_hand(reference: str, body: Escalate, command: Command) -> CaseView:
    """Hand the case up on a colleague's judgement (R-127)."""
    work = take_up(reference, command)
    case = work.case
    levels = promises.policy_of(case.clocks.terms).levels_for(case.priority)
    if body.to is not None:
        to, tell = assignable(body.to).id, tuple[str, ...]()
    else:
        level = levels[body.level - 1] if body.level <= len(levels) else None
        receiver = None if level is None else _receiver(case, level, command.now)
        if level is None or receiver is None:
            raise EscalationLevelError("level", level=body.level, levels=len(levels))
        to, tell = receiver, people.resolve(level.tell, case, command.now)
    work.happened(
        CaseEscalated(
            escalation_id=ids.new_id("esc"),
            level=body.level,
            cause="manual",
            reason=body.reason,
            handler_id=case.assignee_id,
            to=to,
            expected_by_at=body.expected_by_at,
            told=tell,
            number=case.number,
            title=case.title,
            account_id=case.account_id,
        )
    )
    return work.commit()


def hand_up(work: Work, reason: str) -> bool:
    """Hand a case that is at hand to the next level of its policy; say whether there is one, and anybody at it."""
    case, now = work.case, work.command.now
    levels = promises.policy_of(case.clocks.terms).levels_for(case.priority)
    if case.level >= len(levels):
        return False
    level = levels[case.level]
    to = _receiver(case, level, now)
    if to is None:
        return False
    work.happened(
        CaseEscalated(
            escalation_id=ids.new_id("esc"),
            level=case.level + 1,
            cause="manual",
            reason=reason,
            handler_id=case.assignee_id,
            to=to,
            told=people.resolve(level.tell, case, now),
            number=case.number,
            title=case.title,
            account_id=case.account_id,
        )
    )
    return True


def revert(reference: str, escalation_id: str, body: Revert, command: Command) -> CaseView:
    """Take an escalation back: owner, status and clocks as before, both events kept (R-035)."""
    work = take_up(reference, command)
    step = work.case.escalation(escalation_id)
    if step is None:
        raise NotFoundError("escalation", escalation_id)
    standing = [each for each in work.case.escalations if each.reverted_at is None]
    if not work.case.is_open or not standing or standing[-1] is not step:
        raise NotRevertibleError(id=escalation_id, status=work.case.status)
    queue = people.queue_of(step.queue_before)
    work.happened(
        EscalationReverted(
            escalation_id=escalation_id,
            reason=body.reason,
            assignee_id=step.handler_id,
            status=step.status_before,
            queue_id=step.queue_before,
            shards=1 if queue is None else queue.shards,
        )
    )
    return work.commit()


def escalations(reference: str, command: Command) -> EscalationList:
    """Return the escalations of a case in order, reverted ones too (R-033)."""
    work = take_up(reference, command)
    return EscalationList(items=[EscalationView.of(step) for step in work.case.escalations])


def _case(case_id: str) -> Case:
    case = repository.cases.find(case_id)
    if case is None:
        raise NotFoundError("case", case_id)
    return case


def _receiver(case: Case, level: EscalationLevel, now: datetime) -> str | None:
    found = people.resolve((level.to, "supervisor", "manager", "queue_owner"), case, now)
    return next((each for each in found if each != case.assignee_id), None)
