"""Deciding about a list, and doing what is on it."""

from datetime import date, timedelta
from typing import Any

from crm.cadence import owners, placing, publication, repository, talks, visibility
from crm.cadence.cadence_list import CadenceList, Feedback, Item, list_of
from crm.cadence.events import CadenceFeedbackGiven, CadenceItemDone, CadenceItemLinked, CadenceListRejected
from crm.cadence.requests import GiveFeedback, RejectList
from crm.cadence.settings.policy import CadencePolicy, policy_of
from crm.cadence.settings.scoring import CadenceScoring
from crm.cadence.views import CadenceItemView, CadenceListView
from crm.cadence.vocabulary import HealthSignal
from crm.core import settings
from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError, NotFoundError
from crm.core.events import Event
from crm.core.transaction import Transaction
from crm.directory import repository as directory

FARTHEST = timedelta(days=2 * 366)


class CadenceListDecidedError(ConflictError):
    """The list was published already."""

    code = "cadence_list_decided"


class CadenceNotYoursToDecideError(ConflictError):
    """Nobody approves their own list: who is above the owner does, or an administrator."""

    code = "cadence_not_yours_to_decide"


class CadenceListNotPublishedError(ConflictError):
    """Nothing on the list is to be done before it is published."""

    code = "cadence_list_not_published"


class CadenceFeedbackGivenError(ConflictError):
    """What the talk came to was told already."""

    code = "cadence_feedback_given"


class NextContactOutOfReachError(InvalidError):
    """The next contact would not be after today, or too far away."""

    code = "next_contact_out_of_reach"


def approve(list_id: str, command: Command) -> CadenceListView:
    """Publish a list: from now on its owner is reminded, and its items become tasks."""
    weekly = _to_decide(list_id, command)
    policy = settings.at_reference(CadencePolicy, weekly.policy).value
    owner = directory.find_user(weekly.owner_id)
    after = placing.placed(weekly, owners.calendar_of(owner, policy), policy, command.now)
    after = _decided(after, command, status="published", reason=None)
    scoring = settings.at_reference(CadenceScoring, weekly.scoring).value
    return _commit(weekly, after, publication.published(after, scoring, owner, command.caller.id), command)


def reject(list_id: str, body: RejectList, command: Command) -> CadenceListView:
    """Turn a list down; it may still be approved later."""
    weekly = _to_decide(list_id, command)
    after = _decided(weekly, command, status="rejected", reason=body.reason)
    told = {"owner_id": weekly.owner_id, "team_id": weekly.team_id, "week": weekly.week}
    return _commit(weekly, after, [CadenceListRejected(**told, by=command.caller.id, reason=body.reason)], command)


def feedback(item_id: str, body: GiveFeedback, command: Command) -> CadenceItemView:
    """Tell what a talk came to: the item is done, the account's health moves, and its next contact is set.

    Where its task was done before, feedback corrects what was taken of it.
    """
    weekly, item = _item_to_do(item_id, command)
    if item.feedback is not None:
        raise CadenceFeedbackGivenError(id=item_id)
    policy = policy_of(weekly.team_id).value
    owner = directory.find_user(weekly.owner_id)
    today = owners.calendar_of(owner, policy).local_date(command.now)
    if body.next_contact_on is not None and not today < body.next_contact_on <= today + FARTHEST:
        raise NextContactOutOfReachError("next_contact_on", today=today.isoformat())
    told = Feedback(
        **body.model_dump(include={"outcome", "notes", "health"}), given_by=command.caller.id, given_at=command.now
    )
    next_on = body.next_contact_on or today + timedelta(days=policy.next_contact_days[body.health])
    transaction = Transaction(command)
    after, events = _talked(transaction, weekly, item, body.health, next_on, command, told)
    answer = _written(transaction, weekly, after, events, command)
    done = after.item(item_id)
    if done is None:
        raise NotFoundError("cadence_item", item_id)
    view = CadenceItemView.of(done, answer, command.caller.locale)
    transaction.commit(view)
    return view


def task_done(item_id: str, task_id: str, by: str, command: Command) -> None:
    """Let an item be done by its task; one that is done already, or was never published, stays as it is."""
    weekly = repository.lists.find(list_of(item_id))
    item = None if weekly is None else weekly.item(item_id)
    if weekly is None or item is None or item.status != "planned" or weekly.status != "published":
        return
    policy = policy_of(weekly.team_id).value
    calendar = owners.calendar_of(directory.find_user(weekly.owner_id), policy)
    next_on = calendar.local_date(command.now) + timedelta(days=policy.next_contact_days["steady"])
    # The item's status tells that it was done: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    linked = item.model_copy(update={"task_id": item.task_id or task_id})
    after, events = _talked(transaction, weekly, linked, "steady", next_on, command, None, by=by)
    _written(transaction, weekly, after, events, command)
    transaction.commit()


def link(item_id: str, task_id: str, command: Command, *, merged: bool) -> None:
    """Let an item know the task that it is done by; a second run changes nothing."""
    weekly = repository.lists.find(list_of(item_id))
    item = None if weekly is None else weekly.item(item_id)
    if weekly is None or item is None or item.task_id is not None:
        return
    after = _with(weekly, item.model_copy(update={"task_id": task_id}), command)
    over = None if item.feedback is None else item.feedback.notes
    event = CadenceItemLinked(item_id=item_id, task_id=task_id, merged=merged, result=over)
    transaction = Transaction(command.unkeyed())
    repository.lists.save(transaction, command, weekly, after, [event])
    transaction.commit()


def _to_decide(list_id: str, command: Command) -> CadenceList:
    weekly = visibility.visible(list_id, command.caller)
    command.require_version(weekly.version, CadenceListView.of(weekly, command.caller.locale).model_dump(mode="json"))
    if not visibility.decides(weekly.owner_id, command.caller):
        raise CadenceNotYoursToDecideError(owner_id=weekly.owner_id)
    if weekly.status == "published":
        raise CadenceListDecidedError(id=list_id)
    return weekly


def _decided(weekly: CadenceList, command: Command, **change: Any) -> CadenceList:
    by = {"decided_by": command.caller.id, "decided_at": command.now, "updated_at": command.now}
    return weekly.model_copy(update={**by, **change})


def _item_to_do(item_id: str, command: Command) -> tuple[CadenceList, Item]:
    weekly = repository.lists.find(list_of(item_id))
    item = None if weekly is None else weekly.item(item_id)
    if weekly is None or item is None or not visibility.may_see(weekly.owner_id, command.caller):
        raise NotFoundError("cadence_item", item_id)
    current = CadenceItemView.of(item, weekly, command.caller.locale).model_dump(mode="json")
    command.require_version(weekly.version, current)
    if weekly.status != "published":
        raise CadenceListNotPublishedError(id=weekly.id, status=weekly.status)
    return weekly, item


def _talked(
    transaction: Transaction,
    weekly: CadenceList,
    item: Item,
    signal: HealthSignal,
    next_on: date,
    command: Command,
    told: Feedback | None,
    by: str | None = None,
) -> tuple[CadenceList, list[Event]]:
    """Return the list with an item that was done, and what is told of it; the account's standing is written along."""
    was: HealthSignal | None = "steady" if item.status == "done" else None
    known = talks.note(transaction, item, signal, next_on, command, was=was)
    who = by or command.caller.id
    done = item.model_copy(
        update={
            "status": "done",
            "done_at": item.done_at or command.now,
            "done_by": item.done_by or who,
            "feedback": told,
            "health_after": known.score,
            "next_contact_on": next_on,
            "remind_at": (),
        }
    )
    return _with(weekly, done, command), _told(weekly, item, done, told, who)


def _told(weekly: CadenceList, before: Item, done: Item, told: Feedback | None, by: str) -> list[Event]:
    whose = {"owner_id": weekly.owner_id, "team_id": weekly.team_id, "week": weekly.week, "by": by}
    events: list[Event] = []
    if before.status != "done":
        members = done.model_dump(include=set(CadenceItemDone.model_fields))
        events.append(CadenceItemDone(**members, **whose, result=None if told is None else told.notes))
    if told is not None:
        members = done.model_dump(include={"item_id", "account_id", "health_after", "next_contact_on"})
        said = told.model_dump(include={"outcome", "health", "notes"})
        events.append(CadenceFeedbackGiven(**members, **said, **whose))
    return events


def _with(weekly: CadenceList, item: Item, command: Command) -> CadenceList:
    items = tuple(item if each.item_id == item.item_id else each for each in weekly.items)
    return weekly.model_copy(update={"items": items, "updated_at": max(command.now, weekly.updated_at)})


def _written(
    transaction: Transaction, before: CadenceList, after: CadenceList, events: list[Event], command: Command
) -> CadenceList:
    return repository.lists.save(transaction, command, before, after, events)


def _commit(before: CadenceList, after: CadenceList, events: list[Event], command: Command) -> CadenceListView:
    transaction = Transaction(command)
    view = CadenceListView.of(_written(transaction, before, after, events, command), command.caller.locale)
    transaction.commit(view)
    return view
