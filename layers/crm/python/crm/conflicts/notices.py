"""Who is told what of conflicts and workspaces. Whether, when and how it leaves is the gate's to decide."""

from collections.abc import Iterable

from pydantic import JsonValue

from crm.conflicts.models import Conflict, Meeting, Workspace
from crm.conflicts.vocabulary import Notice
from crm.core.access import Caller
from crm.core.messages import MessageRequested
from crm.customers import repository as customers
from crm.directory import repository as directory

EXCERPT = 200
"""How much of a text a notice quotes."""

Facts = dict[str, JsonValue]


def team_of(user_id: str) -> str | None:
    """Return the team of a colleague."""
    user = directory.find_user(user_id)
    return None if user is None else user.team_id


def names_of(user_ids: Iterable[str]) -> list[JsonValue]:
    """Return what colleagues are called."""
    found = ((each, directory.find_user(each)) for each in user_ids)
    return [user_id if user is None else user.name for user_id, user in found]


def account_name(account_id: str) -> str:
    """Return what an account is called."""
    account = customers.accounts.find(account_id)
    return account_id if account is None else account.name


def of_conflict(conflict: Conflict, notice: Notice, joined: Iterable[str]) -> list[MessageRequested]:
    """Tell everybody who follows the account of each other."""
    present = [each.user_id for each in conflict.present]
    facts: Facts = {"participants": names_of(present), "joined": names_of(joined)}
    facts["candidate"] = names_of([conflict.candidate.user_id])[0]
    return _all(present, f"conflict_{notice}", conflict, facts)


def of_meeting(conflict: Conflict, meeting: Meeting, caller: Caller, note: str | None) -> list[MessageRequested]:
    """Invite those who follow the account."""
    facts: Facts = {"by": caller.id, "meeting_at": meeting.at.isoformat(), "place": meeting.place, "note": note}
    return _all((each.user_id for each in conflict.present), "conflict_meeting", conflict, facts, but=caller.id)


def of_outcome(conflict: Conflict, told: Iterable[str]) -> list[MessageRequested]:
    """Ask what came of the meeting."""
    return _all(told, "conflict_outcome", conflict, {"participants": names_of(_present(conflict))})


def of_decision(conflict: Conflict, primary_owner_id: str, caller: Caller, note: str | None) -> list[MessageRequested]:
    """Tell everybody concerned who is the primary owner from now on."""
    facts: Facts = {"by": caller.id, "primary_owner": names_of([primary_owner_id])[0], "note": note}
    return _all((*_present(conflict), primary_owner_id), "conflict_resolved", conflict, facts, but=caller.id)


def of_members(workspace: Workspace, members: Iterable[str], caller: Caller) -> list[MessageRequested]:
    """Tell people that they share a workspace."""
    return _shared(workspace, members, "workspace_joined", {}, caller)


def of_mentions(workspace: Workspace, mentions: Iterable[str], body: str, caller: Caller) -> list[MessageRequested]:
    """Tell people that they are mentioned in a workspace."""
    return _shared(workspace, mentions, "workspace_mention", {"excerpt": body[:EXCERPT]}, caller)


def _present(conflict: Conflict) -> list[str]:
    return [each.user_id for each in conflict.present]


def _all(
    to: Iterable[str], template: str, conflict: Conflict, facts: Facts, but: str | None = None
) -> list[MessageRequested]:
    common: Facts = {
        "conflict_id": conflict.id,
        "account_id": conflict.account_id,
        "account": account_name(conflict.account_id),
    }
    named = [each for each in dict.fromkeys(to) if each != but]
    return [
        MessageRequested(to=each, template=template, subject_id=conflict.id, facts=common | facts) for each in named
    ]


def _shared(
    workspace: Workspace, to: Iterable[str], template: str, facts: Facts, caller: Caller
) -> list[MessageRequested]:
    common: Facts = {
        "by": caller.id,
        "workspace_id": workspace.id,
        "account_id": workspace.account_id,
        "account": account_name(workspace.account_id),
    }
    named = [each for each in dict.fromkeys(to) if each != caller.id]
    return [
        MessageRequested(to=each, template=template, subject_id=workspace.id, facts=common | facts) for each in named
    ]
