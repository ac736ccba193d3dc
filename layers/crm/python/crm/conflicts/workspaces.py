"""Workspaces: where those who follow an account write down what they know, one that is open an account."""

import re

from crm.conflicts import notices, visibility
from crm.conflicts.draft import Draft
from crm.conflicts.events import (
    WorkspaceClosed,
    WorkspaceLogged,
    WorkspaceMemberAdded,
    WorkspaceMemberRemoved,
    WorkspaceOpened,
)
from crm.conflicts.models import Following, Workspace
from crm.conflicts.repository import following_id, followings, lists
from crm.conflicts.repository import workspaces as stored
from crm.conflicts.requests import AddMember, CloseWorkspace, LogInWorkspace, OpenWorkspace
from crm.conflicts.settings.policy import ConflictPolicy
from crm.conflicts.views import WorkspaceView
from crm.core import idempotency, ids, settings
from crm.core.command import Command
from crm.core.errors import AlreadyExistsError, ConflictError, InvalidError, NotFoundError
from crm.core.transaction import Transaction
from crm.customers import repository as customers
from crm.directory import repository as directory

LINKS = 50
"""How many links a workspace shows: the newest; the log has them all."""

_MENTION = re.compile(r"(?<![A-Za-z0-9_@.])@([A-Za-z0-9_.-]{1,63}[A-Za-z0-9_-])")


class WorkspaceClosedError(ConflictError):
    """Nobody works in the workspace any more."""

    code = "workspace_closed"


class WorkspaceFullError(ConflictError):
    """The workspace would have more members than the policy allows."""

    code = "workspace_full"


class WorkspacePersonError(InvalidError):
    """Somebody named is not an active colleague."""

    code = "workspace_person_unknown"


def open_(body: OpenWorkspace, command: Command) -> WorkspaceView:
    """Open a workspace for an account.

    Raises `AlreadyExistsError` where one is open, with its id.
    """
    account = customers.accounts.get(body.account_id)
    following = _following(body.account_id)
    visibility.require_decider(
        command.caller, ("participant", "account_owner", "supervisor"), account, following.followers
    )
    if body.members is not None:
        _require_active(body.members, "members")
    named = following.followers if body.members is None else body.members
    members = tuple(dict.fromkeys((*named, command.caller.id)))
    taken = stored.owner_of("account_id", body.account_id)
    if taken is not None:
        raise AlreadyExistsError(field="account_id", id=taken)
    transaction = Transaction(command)
    workspace = _opened(transaction, body.account_id, members, command, following.conflict_id)
    answer = _view(workspace, command)
    transaction.commit(answer)
    return answer


def ensured(
    transaction: Transaction, account_id: str, members: tuple[str, ...], command: Command, conflict_id: str
) -> str:
    """Return the open workspace of an account; add one to the transaction where there is none."""
    found = stored.owner_of("account_id", account_id)
    return found or _opened(transaction, account_id, members, command, conflict_id).id


def log(workspace_id: str, body: LogInWorkspace, command: Command) -> WorkspaceView:
    """Write something down; who is mentioned is told, and is a member from then on."""
    workspace = _take_up(workspace_id, command)
    state, mentions = workspace.state, _mentioned(body)
    joined = tuple(each for each in mentions if each not in state.members)
    _require_room(state, len(joined))
    event = WorkspaceLogged(account_id=state.account_id, body=body.body, mentions=mentions, links=body.links)
    links = (*state.links, *(each for each in body.links if each not in state.links))[-LINKS:]
    workspace.happened(event, last_logged_at=command.now, links=links, members=(*state.members, *joined))
    workspace.tell(notices.of_mentions(state, mentions, body.body, command.caller))
    transaction = Transaction(command)
    lists.enter(transaction, state, joined)
    return _commit(transaction, workspace, command)


def add_member(workspace_id: str, body: AddMember, command: Command) -> WorkspaceView:
    """Let somebody share a workspace; who does already is left alone."""
    workspace = _take_up(workspace_id, command)
    _require_active((body.user_id,), "user_id")
    transaction, state = Transaction(command), workspace.state
    if body.user_id not in state.members:
        _require_room(state, 1)
        event = WorkspaceMemberAdded(account_id=state.account_id, user_id=body.user_id)
        workspace.happened(event, members=(*state.members, body.user_id))
        workspace.tell(notices.of_members(state, (body.user_id,), command.caller))
        lists.enter(transaction, state, (body.user_id,))
    return _commit(transaction, workspace, command)


def remove_member(workspace_id: str, user_id: str, command: Command) -> None:
    """Let somebody share a workspace no more."""
    workspace = _take_up(workspace_id, command)
    state = workspace.state
    if user_id not in state.members:
        raise NotFoundError("member", user_id)
    event = WorkspaceMemberRemoved(account_id=state.account_id, user_id=user_id)
    workspace.happened(event, members=tuple(each for each in state.members if each != user_id))
    transaction = Transaction(command)
    lists.leave(transaction, state, (user_id,))
    workspace.write(transaction, command)
    transaction.commit()


def close(workspace_id: str, body: CloseWorkspace, command: Command) -> WorkspaceView:
    """Close a workspace: it can be read, and the account may have another."""
    workspace = _take_up(workspace_id, command)
    state = workspace.state
    workspace.happened(WorkspaceClosed(account_id=state.account_id, reason=body.reason), closed_at=command.now)
    transaction = Transaction(command)
    lists.leave(transaction, state, state.members)
    return _commit(transaction, workspace, command)


def whitelisted(account_id: str, command: Command) -> bool:
    """Say whether many may follow an account: its workspace bears a badge then."""
    return _following(account_id).whitelisted_at(command.now)


def _following(account_id: str) -> Following:
    found = followings.find(following_id(account_id))
    return found or Following(id=following_id(account_id), account_id=account_id)


def _opened(
    transaction: Transaction, account_id: str, members: tuple[str, ...], command: Command, conflict_id: str | None
) -> Workspace:
    caller = command.caller
    state = Workspace(
        id=ids.new_id("workspace"),
        account_id=account_id,
        members=members,
        conflict_id=conflict_id,
        opened_by=caller.id,
        opened_at=command.now,
    )
    _require_room(state, 0)
    workspace = Draft(stored, None, state)
    workspace.happened(
        WorkspaceOpened(account_id=account_id, members=members, conflict_id=conflict_id, team_id=caller.team_id)
    )
    workspace.tell(notices.of_members(state, members, caller))
    workspace.write(transaction, command)
    lists.enter(transaction, state, members)
    return workspace.state


def _take_up(workspace_id: str, command: Command) -> Draft[Workspace]:
    found = visibility.workspace_of(workspace_id, command.caller)
    command.require_version(found.version, _view(found, command).model_dump(mode="json"))
    if not found.is_open:
        idempotency.raise_if_done(command)
        raise WorkspaceClosedError(workspace_id=found.id)
    return Draft(stored, found, found)


def _commit(transaction: Transaction, workspace: Draft[Workspace], command: Command) -> WorkspaceView:
    answer = _view(workspace.state, command)
    if not workspace.changed:
        # A repeated call finds nothing left to do where its first run did it.
        idempotency.raise_if_done(command)
        return answer
    workspace.write(transaction, command)
    transaction.commit(answer)
    return answer


def _view(workspace: Workspace, command: Command) -> WorkspaceView:
    badge = whitelisted(workspace.account_id, command)
    return WorkspaceView.of(workspace, whitelisted=badge, locale=command.caller.locale)


def _require_room(workspace: Workspace, more: int) -> None:
    limit = settings.current(ConflictPolicy).value.workspace_members
    if len(workspace.members) + more > limit:
        raise WorkspaceFullError(limit=limit)


def _require_active(user_ids: tuple[str, ...], field: str) -> None:
    found = {each: directory.users.find(each) for each in user_ids}
    unknown = [user_id for user_id, user in found.items() if user is None or not user.active]
    if unknown:
        raise WorkspacePersonError(field, ids=unknown)


def _mentioned(body: LogInWorkspace) -> tuple[str, ...]:
    _require_active(body.mentions, "mentions")
    written = dict.fromkeys(each for each in _MENTION.findall(body.body) if each not in body.mentions)
    known = (each for each in written if directory.users.find(each) is not None)
    return tuple(dict.fromkeys((*body.mentions, *known)))
