"""The desk: the one way through which every change of a case goes.

It loads the case, checks that the caller may see it and edits the version they think, catches the clocks up with
the present, evolves the case by what happens, counts slots, collects the messages, and commits all of it at once.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from crm.cases import notices, people, promises, repository, visibility
from crm.cases.case import Case
from crm.cases.events import EscalationDue, MilestoneBreached, ThresholdReached
from crm.cases.evolution import evolve
from crm.cases.portal_views import PortalCaseView, portal_refusal
from crm.cases.repository import slots, tagged
from crm.cases.settings.sla import SlaPolicy
from crm.cases.sla.clocks import Crossing
from crm.cases.sla.milestone import BREACH
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseView
from crm.core import idempotency
from crm.core.command import Command
from crm.core.errors import ConflictError
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction

View = TypeVar("View", bound=BaseModel)


class AtCapacityError(ConflictError):
    """The colleague has as many open cases as they can take."""

    code = "at_capacity"


class Work:
    """A piece of work on one case: what happened is evolved at once and written by `commit`."""

    def __init__(self, before: Case | None, after: Case, command: Command, happened: Event | None = None) -> None:
        self.command = command
        self.before = before
        self.case = after
        self._events: list[Event] = []
        self._messages: list[MessageRequested] = []
        self._also: list[Callable[[Transaction], None]] = []
        if happened is not None:
            self._note(happened, before)

    def happened(self, event: Event) -> None:
        """Let something happen to the case; raise what the table of transitions refuses."""
        was = self.case
        try:
            self.case = evolve(was, event, self.command.now, promises.calendar)
        except WrongStatusError as refusal:
            raise portal_refusal(refusal) if self.command.caller.kind == "customer" else refusal from None
        self._note(event, was)

    def also(self, write: Callable[[Transaction], None]) -> None:
        """Write something more in the same transaction."""
        self._also.append(write)

    def say_nothing(self) -> None:
        """Send none of the messages that what happened so far calls for."""
        self._messages.clear()

    def catch_up(self, *, before: bool) -> None:
        """Fire the thresholds that were reached by now.

        `before` leaves a breach in this very second to what happens in it, which may still keep the promise.
        """
        calendar = promises.calendar(self.case.clocks.terms.calendar)
        for crossing in self.case.clocks.crossings(self.command.now, calendar, before=before):
            self._cross(crossing)

    @property
    def changed(self) -> bool:
        """Whether anything happened."""
        return bool(self._events)

    def view(self) -> CaseView:
        """Show the case as the transaction will leave it."""
        version = (0 if self.before is None else self.before.version) + (1 if self.changed else 0)
        shown = self.case.model_copy(update={"version": version})
        return CaseView.of(shown, self.command.now, promises.calendar)

    def commit(self, capacity: int | None = None) -> CaseView:
        """Write what happened and return the case; nothing is written where nothing happened.

        With `capacity` the new holder takes the case only if they have fewer open ones; else `AtCapacityError`.
        """
        return self.commit_as(self.view(), capacity)

    def commit_as(self, answer: View, capacity: int | None = None) -> View:
        """Write what happened and answer with `answer`."""
        if not self.changed:
            # A repeated call finds nothing left to do where its first run did it.
            idempotency.raise_if_done(self.command)
            return answer
        transaction = Transaction(self.command)
        self.write(transaction, capacity)
        transaction.commit(answer)
        return answer

    def write(self, transaction: Transaction, capacity: int | None = None) -> None:
        """Add what happened to a transaction, which may hold what happened to other cases too."""
        repository.cases.save(transaction, self.command, self.before, self.case, self._events, self._messages)
        tagged.keep(transaction, self.before, self.case)
        self._move_slot(transaction, capacity)
        for write in self._also:
            write(transaction)

    def _note(self, event: Event, before: Case | None) -> None:
        self._events.append(event)
        caller = self.command.caller
        actor_id = caller.id if caller.kind == "staff" else None
        self._messages += notices.notices(event, before, self.case, actor_id)

    def _move_slot(self, transaction: Transaction, capacity: int | None) -> None:
        had = None if self.before is None else self.before.holder_id
        has = self.case.holder_id
        if had == has:
            return
        if had is not None:
            solved_in = self.case.worked_seconds(promises.calendar) if self.case.status == "resolved" else None
            slots.free(transaction, had, solved_in)
        if has is not None:
            slots.take(transaction, has, capacity, AtCapacityError(user_id=has, capacity=capacity))

    def _cross(self, crossing: Crossing) -> None:
        milestone, threshold, at = crossing
        policy = promises.policy_of(self.case.clocks.terms)
        told = people.resolve(_receivers(policy, self.case, threshold), self.case, self.command.now)
        if threshold < BREACH:
            calendar = promises.calendar(self.case.clocks.terms.calendar)
            self.happened(
                ThresholdReached(
                    milestone=milestone.name,
                    instance=milestone.instance,
                    percent=threshold,
                    at=at,
                    due_at=milestone.due_at(calendar),
                    told=told,
                )
            )
            return
        self.happened(MilestoneBreached(milestone=milestone.name, instance=milestone.instance, at=at, told=told))
        if self.case.level < len(policy.levels_for(self.case.priority)):
            level = self.case.level + 1
            self.happened(EscalationDue(milestone=milestone.name, instance=milestone.instance, level=level))


def _receivers(policy: SlaPolicy, case: Case, percent: int) -> tuple[str, ...]:
    thresholds = policy.thresholds_for(case.priority)
    return next((each.receivers for each in thresholds if each.percent == percent), ())


def take_up(reference: str, command: Command) -> Work:
    """Begin a piece of work on the case with an id or number.

    Raises `NotFoundError` where it does not exist or the caller may not see it, and `StaleVersionError` where
    they edit another version.
    """
    case = repository.get(reference)
    visibility.require_visible(case, command.caller, reference)
    if command.expected_version is not None:
        command.require_version(case.version, _shown(case, command).model_dump(mode="json"))
    return begin(case, command)


def _shown(case: Case, command: Command) -> BaseModel:
    if command.caller.kind == "customer":
        return PortalCaseView.of(case, promises.calendar)
    return CaseView.of(case, command.now, promises.calendar)


def begin(case: Case, command: Command, *, at_due: bool = False) -> Work:
    """Begin a piece of work on a case that is at hand; `at_due` when its time has come and nobody acts."""
    # Containers' clocks differ a little: what happens to a case never happens before what has happened to it.
    work = Work(case, case, replace(command, now=max(command.now, case.updated_at)))
    work.catch_up(before=not at_due)
    return work
