"""Who may decide about the followers of an account, and who may look into a workspace."""

from collections.abc import Collection

from crm.conflicts.models import Workspace
from crm.conflicts.repository import workspaces
from crm.conflicts.vocabulary import Who
from crm.core.access import ADMIN, AGENT, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, Caller, staff
from crm.core.errors import ConflictError, NotFoundError
from crm.customers import repository as customers
from crm.customers.models import Account

PEOPLE = staff(AGENT, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER, ADMIN)
"""Everybody who can follow an account."""


class NotYoursToDecideError(ConflictError):
    """The policy, or what the caller has to do with the account, leaves this to others; `who` says to whom."""

    code = "not_yours_to_decide"


def require_decider(caller: Caller, who: Collection[Who], account: Account, followers: Collection[str]) -> None:
    """Raise `NotYoursToDecideError` unless the caller is one of those who may decide."""
    is_one = {
        "participant": caller.id in followers,
        "account_owner": account.owner_id == caller.id,
        "supervisor": caller.has(SUPERVISOR, ADMIN),
    }
    if not any(is_one[each] for each in who):
        raise NotYoursToDecideError(who=list(who))


def visible(workspace: Workspace, caller: Caller) -> bool:
    """Say whether the caller may look into a workspace: a member, who answers for the account, or a supervisor."""
    if caller.id in workspace.members or caller.has(SUPERVISOR, ADMIN):
        return True
    account = customers.accounts.find(workspace.account_id)
    return account is not None and account.owner_id == caller.id


def workspace_of(workspace_id: str, caller: Caller) -> Workspace:
    """Return a workspace; raise `NotFoundError` where there is none that the caller may look into."""
    found = workspaces.get(workspace_id)
    if not visible(found, caller):
        raise NotFoundError("workspace", workspace_id)
    return found
