"""Who is meant: who gets a card, who may ask about an account, who approves, and what they are called."""

from datetime import datetime

from crm.cards.settings.policy import CardPolicy
from crm.core import settings
from crm.core.access import ADMIN, AGENT, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, Role
from crm.core.calendar import BusinessCalendar
from crm.core.errors import InvalidError, NotFoundError
from crm.customers.models import Account
from crm.directory import lines
from crm.directory import repository as directory
from crm.directory.lines import Receiver
from crm.directory.models import User
from crm.directory.settings.calendar import Calendar

ROLES: tuple[Role, ...] = (AGENT, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER, ADMIN)
"""Everybody who can ask for something and be asked."""


class CardAssigneeUnknownError(InvalidError):
    """Nobody active has the id."""

    code = "card_assignee_unknown"


def receiver(user_id: str, now: datetime, expected_at: datetime) -> Receiver:
    """Return who gets what a colleague is asked: they, or their deputy if they are not back before it is expected.

    Raises `CardAssigneeUnknownError` for nobody.
    """
    user = directory.users.find(user_id)
    if user is None or not user.active:
        raise CardAssigneeUnknownError("assignee_id", id=user_id)
    return lines.standing_in(user, now, expected_at)


def works_here(user: User | None) -> bool:
    """Say whether somebody is an active colleague who may ask others for something."""
    return user is not None and user.active and not set(user.roles).isdisjoint(ROLES)


def may_ask_about(account: Account, user: User | None, policy: CardPolicy) -> bool:
    """Say whether a colleague has the right to an account: an active one, of a region that they serve."""
    if user is None or not account.active:
        return False
    if policy.account_rights == "everybody" or not user.regions or account.region is None:
        return True
    return account.region in user.regions


def approver_of(account: Account, requester_id: str, policy: CardPolicy, now: datetime) -> str | None:
    """Return whose approval a card about an account needs, None where whoever has the role of the policy may give it.

    Who is absent is stood in for. Nobody approves what they asked for themselves.
    """
    if policy.approver == "role" or account.owner_id is None:
        return None
    owner = directory.find_user(account.owner_id)
    manager_id = None if owner is None else owner.manager_id
    manager = None if manager_id is None else directory.find_user(manager_id)
    deputy = None if manager is None else lines.standing_in(manager, now, now).user
    return None if deputy is None or not deputy.active or deputy.id == requester_id else deputy.id


def approvers(account_owner_id: str | None, team_id: str | None, role: Role, but: str) -> tuple[str, ...]:
    """Return those with a role in the teams of an account's owner and of the assignee, who are told what waits."""
    owner = None if account_owner_id is None else directory.find_user(account_owner_id)
    teams = dict.fromkeys((None if owner is None else owner.team_id, team_id))
    found = (each for team in teams if team is not None for each in directory.roster(team))
    return tuple(dict.fromkeys(each.id for each in found if role in each.roles and each.id != but))


def calendar_of(user: User, policy: CardPolicy) -> BusinessCalendar:
    """Return the working hours of a colleague: their shift's, else those of the policy."""
    usual = settings.current(Calendar, policy.calendar).value
    if user.shift is None:
        return usual.compiled()
    try:
        return settings.current(Calendar, user.shift).value.compiled()
    except NotFoundError:
        return usual.compiled()  # a shift whose calendar was withdrawn
