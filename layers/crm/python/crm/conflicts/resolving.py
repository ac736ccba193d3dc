"""Deciding a conflict: a primary owner and what the others are, or a meeting that is to name one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from crm.conflicts import notices, visibility, workspaces
from crm.conflicts.draft import Draft
from crm.conflicts.events import ConflictMeetingPlanned, ConflictResolved, ConflictSettled, ResponsibilityDecided
from crm.conflicts.models import Assignment, Conflict, Following, Meeting, Responsibility
from crm.conflicts.repository import conflicts, followings, responsibilities, responsibility_id
from crm.conflicts.repository import following_id as id_of
from crm.conflicts.requests import ResolveConflict
from crm.conflicts.settings.policy import ConflictPolicy
from crm.conflicts.views import ConflictView
from crm.conflicts.vocabulary import OtherRole
from crm.core import settings
from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError
from crm.core.transaction import Transaction
from crm.customers import repository as customers
from crm.directory import repository as directory

FARTHEST = timedelta(days=366)


class ConflictOverError(ConflictError):
    """The conflict is decided or needs no decision any more."""

    code = "conflict_over"


class ConflictPersonError(InvalidError):
    """Nobody active has the id, or they have nothing to do with the conflict."""

    code = "conflict_person_unknown"


class MeetingOutOfReachError(InvalidError):
    """The meeting is over already, or too far away."""

    code = "meeting_out_of_reach"


def resolve(conflict_id: str, body: ResolveConflict, command: Command) -> ConflictView:
    """Decide a conflict, or plan the meeting that is to decide it."""
    found = conflicts.get(conflict_id)
    account, caller = customers.accounts.get(found.account_id), command.caller
    policy = settings.current(ConflictPolicy).value
    visibility.require_decider(caller, policy.may_resolve, account, [each.user_id for each in found.present])
    command.require_version(found.version, ConflictView.of(found, caller.locale).model_dump(mode="json"))
    if not found.is_open:
        raise ConflictOverError(status=found.status, primary_owner_id=found.primary_owner_id)
    transaction, conflict = Transaction(command), Draft(conflicts, found, found)
    if body.meeting_at is not None:
        _meet(conflict, body.meeting_at, body, command)
    if body.workspace and found.workspace_id is None:
        members = tuple(each.user_id for each in found.present)
        conflict.state = conflict.state.model_copy(
            update={"workspace_id": workspaces.ensured(transaction, found.account_id, members, command, found.id)}
        )
    if body.primary_owner is not None:
        _decide(transaction, conflict, body.primary_owner, body, command)
    answer = ConflictView.of(conflict.state, caller.locale)
    conflict.write(transaction, command)
    transaction.commit(answer)
    return answer


def _meet(conflict: Draft[Conflict], at: datetime, body: ResolveConflict, command: Command) -> None:
    if not command.now < at <= command.now + FARTHEST:
        raise MeetingOutOfReachError("meeting_at", now=command.now.isoformat())
    state = conflict.state
    meeting = Meeting(at=at, place=body.meeting_place, by=command.caller.id)
    event = ConflictMeetingPlanned(account_id=state.account_id, meeting_at=at, place=meeting.place, note=body.note)
    conflict.happened(event, meeting=meeting, outcome_due_at=at)
    if body.primary_owner is None:
        conflict.tell(notices.of_meeting(state, meeting, command.caller, body.note))


def _decide(
    transaction: Transaction, conflict: Draft[Conflict], owner_id: str, body: ResolveConflict, command: Command
) -> None:
    state = conflict.state
    assignments = _assignments(state, owner_id, body.roles)
    responsibility = _responsibility(state, owner_id, assignments, body.note, command)
    responsibility.write(transaction, command)
    meeting_at = None if state.meeting is None else state.meeting.at
    event = ConflictResolved(
        account_id=state.account_id,
        primary_owner_id=owner_id,
        assignments=assignments,
        note=body.note,
        opened_at=state.opened_at,
        resolved_at=command.now,
        meeting_at=meeting_at,
        workspace_id=state.workspace_id,
        responsibility_version=responsibility.state.version,
    )
    conflict.happened(
        event,
        status="resolved",
        closed_at=command.now,
        primary_owner_id=owner_id,
        decided_by=command.caller.id,
        reason=body.note,
        responsibility_version=responsibility.state.version,
    )
    conflict.tell(notices.of_decision(state, owner_id, command.caller, body.note))
    _settle(transaction, state, owner_id, command)


def _assignments(conflict: Conflict, owner_id: str, roles: Mapping[str, OtherRole]) -> tuple[Assignment, ...]:
    """Give everybody who follows the account one role, and one of them, or somebody else, that of primary owner."""
    owner = directory.users.find(owner_id)
    if owner is None or not owner.active:
        raise ConflictPersonError("primary_owner", ids=[owner_id])
    others = {each.user_id: each.team_id for each in conflict.present if each.user_id != owner_id}
    unknown = sorted(set(roles) - set(others))
    if unknown:
        raise ConflictPersonError("roles", ids=unknown)
    first = Assignment(user_id=owner_id, team_id=owner.team_id, role="primary_owner")
    return (
        first,
        *(
            Assignment(user_id=user_id, team_id=team_id, role=roles.get(user_id, "collaborator"))
            for user_id, team_id in others.items()
        ),
    )


def _responsibility(
    conflict: Conflict, owner_id: str, assignments: tuple[Assignment, ...], note: str | None, command: Command
) -> Draft[Responsibility]:
    before = responsibilities.find(responsibility_id(conflict.account_id))
    event = ResponsibilityDecided(
        account_id=conflict.account_id,
        primary_owner_id=owner_id,
        assignments=assignments,
        conflict_id=conflict.id,
        note=note,
    )
    state = Responsibility(
        id=responsibility_id(conflict.account_id),
        **{name: getattr(event, name) for name in type(event).model_fields},
        decided_by=command.caller.id,
        decided_at=command.now,
    )
    draft = Draft(responsibilities, before, state)
    draft.happened(event)
    return draft


def _settle(transaction: Transaction, conflict: Conflict, owner_id: str, command: Command) -> None:
    """Let those who follow the account now be no conflict any more."""
    found: Following = followings.get(id_of(conflict.account_id))
    people = tuple(sorted({*found.followers, owner_id}))
    following = Draft(followings, found, found)
    event = ConflictSettled(account_id=conflict.account_id, conflict_id=conflict.id, people=people)
    following.happened(event, conflict_id=None, settled=people)
    following.write(transaction, command)
