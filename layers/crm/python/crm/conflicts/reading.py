"""Reading followers, conflicts, decisions and workspaces."""

from crm.conflicts import visibility, workspaces
from crm.conflicts.models import Following, Workspace
from crm.conflicts.repository import (
    conflicts,
    following_id,
    followings,
    lists,
    responsibilities,
    responsibility_id,
    work,
)
from crm.conflicts.repository import workspaces as stored
from crm.conflicts.repository.work import OpenWork
from crm.conflicts.settings.policy import ConflictPolicy
from crm.conflicts.views import (
    ConflictPage,
    ConflictView,
    FollowerEntry,
    FollowerHistory,
    FollowersView,
    FollowerView,
    ResponsibilityHistory,
    ResponsibilityView,
    WorkspacePage,
    WorkspaceView,
    WorkView,
)
from crm.conflicts.vocabulary import Listed
from crm.core import paging, settings
from crm.core.command import Command
from crm.core.errors import InvalidError, NotFoundError
from crm.customers import repository as customers


class ConflictAccountMissingError(InvalidError):
    """Conflicts that are over are listed by account."""

    code = "conflict_account_missing"


SHOWN_OF_LOG = 20
"""How much of its log a workspace shows at once."""


def followers(account_id: str, command: Command) -> FollowersView:
    """Show who follows an account. Four requests, however many tasks there are."""
    customers.accounts.get(account_id)
    found = followings.find(following_id(account_id))
    following = found or Following(id=following_id(account_id), account_id=account_id)
    counts = work.counts(account_id)
    open_work = work.open_work(account_id)
    in_order = sorted(following.followers.items(), key=lambda each: (each[1], each[0]))
    return FollowersView(
        account_id=account_id,
        version=following.version,
        threshold=settings.current(ConflictPolicy).value.threshold,
        whitelisted=following.whitelisted_at(command.now),
        conflict_id=following.conflict_id,
        followers=[
            FollowerView(
                user_id=user_id,
                since=since,
                open_work=counts.get(user_id, 0),
                work=[_work(each) for each in open_work if each.holder_id == user_id],
            )
            for user_id, since in in_order
        ],
    )


def _work(found: OpenWork) -> WorkView:
    return WorkView(kind=found.work_id.partition("_")[0], id=found.work_id, since=found.since)


def conflict(conflict_id: str, command: Command) -> ConflictView:
    """Show a conflict."""
    return ConflictView.of(conflicts.get(conflict_id), command.caller.locale)


def waiting(status: Listed | None, command: Command, limit: int, cursor: str | None) -> ConflictPage:
    """Return a page of the open conflicts of all accounts, those that wait longest first."""
    if status == "closed":
        raise ConflictAccountMissingError("account", status=status)
    listing = "conflicts:waiting"
    rows, end = lists.waiting(limit, paging.unseal(listing, cursor))
    return ConflictPage(
        items=[ConflictView.of(each, command.caller.locale) for each in rows],
        next_cursor=None if end is None else paging.seal(listing, end),
    )


def conflicts_of(
    account_id: str, state: Listed | None, command: Command, limit: int, cursor: str | None
) -> ConflictPage:
    """Return a page of the conflicts of an account, the open one first."""
    customers.accounts.get(account_id)
    listing = f"conflicts:{account_id}:{state}"
    rows, end = lists.of_account(account_id, state, limit, paging.unseal(listing, cursor))
    return ConflictPage(
        items=[ConflictView.of(each, command.caller.locale) for each in rows],
        next_cursor=None if end is None else paging.seal(listing, end),
    )


def history(conflict_id: str, limit: int, cursor: str | None) -> FollowerHistory:
    """Show what happened in a conflict, newest first."""
    events, after = conflicts.timeline(conflicts.get(conflict_id).id, limit, cursor)
    return FollowerHistory(items=[FollowerEntry.of(each) for each in events], next_cursor=after)


def responsibility(account_id: str, version: int | None) -> ResponsibilityView:
    """Show who does what for an account: as it is, or as a version said."""
    customers.accounts.get(account_id)
    if version is None:
        now = responsibilities.find(responsibility_id(account_id))
        version = 0 if now is None else now.version
    if version == 0:
        return ResponsibilityView.undecided(account_id)
    decision = lists.decision(account_id, version)
    if decision is None:
        raise NotFoundError("responsibility", f"{account_id}@{version}")
    return ResponsibilityView.decided(decision)


def decisions(account_id: str, limit: int, cursor: str | None) -> ResponsibilityHistory:
    """Show what was decided about an account, newest first."""
    customers.accounts.get(account_id)
    events, after = responsibilities.timeline(responsibility_id(account_id), limit, cursor)
    return ResponsibilityHistory(items=[ResponsibilityView.decided(each) for each in events], next_cursor=after)


def workspace(workspace_id: str, command: Command) -> WorkspaceView:
    """Show a workspace."""
    return _shown(visibility.workspace_of(workspace_id, command.caller), command)


def log(workspace_id: str, command: Command, limit: int, cursor: str | None) -> FollowerHistory:
    """Show what was written down in a workspace, and who came and went, newest first."""
    found = visibility.workspace_of(workspace_id, command.caller)
    events, after = stored.timeline(found.id, limit, cursor)
    return FollowerHistory(items=[FollowerEntry.of(each) for each in events], next_cursor=after)


def my_workspaces(command: Command, limit: int, cursor: str | None) -> WorkspacePage:
    """Return a page of the open workspaces that the caller is a member of, newest first."""
    listing = f"workspaces:{command.caller.id}"
    rows, end = lists.of_member(command.caller.id, limit, paging.unseal(listing, cursor))
    of_accounts = followings.get_many(list({following_id(each.account_id) for each in rows}))
    badges = {each.account_id: each.whitelisted_at(command.now) for each in of_accounts}
    locale = command.caller.locale
    return WorkspacePage(
        items=[WorkspaceView.of(each, whitelisted=badges.get(each.account_id, False), locale=locale) for each in rows],
        next_cursor=None if end is None else paging.seal(listing, end),
    )


def workspace_of(account_id: str, command: Command) -> WorkspacePage:
    """Return the open workspace of an account, if there is one that the caller may look into."""
    customers.accounts.get(account_id)
    owner = stored.owner_of("account_id", account_id)
    found = None if owner is None else stored.get(owner)
    rows = [] if found is None or not visibility.visible(found, command.caller) else [found]
    return WorkspacePage(items=[_shown(each, command) for each in rows], next_cursor=None)


def _shown(found: Workspace, command: Command) -> WorkspaceView:
    badge = workspaces.whitelisted(found.account_id, command)
    return WorkspaceView.of(found, whitelisted=badge, locale=command.caller.locale)
