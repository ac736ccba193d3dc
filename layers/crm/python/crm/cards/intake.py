"""Where cards come from: somebody's wish, or an instruction in a conversation."""

from datetime import datetime
from typing import NamedTuple

from crm.cards import giving, people, repository
from crm.cards.card import BY_HAND, AccountSnapshot, Approval, Context, Link
from crm.cards.desk import Work
from crm.cards.events import Asked, CardOpened, CardSubmitted
from crm.cards.evolution import asked
from crm.cards.requests import CreateCard
from crm.cards.settings.policy import CardPolicy
from crm.cards.views import CardView
from crm.cards.vocabulary import Priority, Source
from crm.core import ids, settings
from crm.core.command import Command
from crm.core.errors import InvalidError, NotAllowedError
from crm.core.settings import Versioned
from crm.customers import repository as customers
from crm.customers.models import Account
from crm.directory import repository as directory
from crm.directory.models import User


class CardTypeUnknownError(InvalidError):
    """The policy has no such type."""

    code = "card_type_unknown"


class CardAccountUnknownError(InvalidError):
    """The account does not exist."""

    code = "card_account_unknown"


class AccountNotYoursError(NotAllowedError):
    """The caller has no right to the account."""

    code = "account_not_yours"


class Wish(NamedTuple):
    """What somebody wants of somebody else, checked."""

    card_type: str
    title: str
    assignee_id: str
    requester: User
    account: Account | None
    priority: Priority
    source: Source
    detail: str | None = None
    expected_delivery: str | None = None
    expected_at: datetime | None = None
    links: tuple[Link, ...] = ()
    context: Context = BY_HAND
    instruction_id: str | None = None


def create(body: CreateCard, command: Command) -> CardView:
    """Ask a colleague for something, by hand."""
    policy = settings.current(CardPolicy)
    if policy.value.type_named(body.card_type) is None:
        raise CardTypeUnknownError("card_type", types=[each.type for each in policy.value.types])
    requester = directory.users.get(command.caller.id)
    account = None if body.account_id is None else customers.accounts.find(body.account_id)
    if body.account_id is not None and account is None:
        raise CardAccountUnknownError("account_id", id=body.account_id)
    if account is not None and not people.may_ask_about(account, requester, policy.value):
        raise AccountNotYoursError(id=account.id)
    giving.require_in_reach(body.expected_at, command.now)
    members = body.model_dump(include={"card_type", "title", "detail", "assignee_id", "priority", "expected_delivery"})
    wish = Wish(
        **members,
        requester=requester,
        account=account,
        source="manual",
        expected_at=body.expected_at,
        links=body.links,
    )
    return ask(ids.new_id("card"), wish, policy, command).commit()


def ask(card_id: str, wish: Wish, policy: Versioned[CardPolicy], command: Command) -> Work:
    """Begin a card: onto the board, or to whoever approves what is asked about a sensitive account."""
    now = command.now
    user, meant_for = people.receiver(wish.assignee_id, now, wish.expected_at or now)
    expected_at = wish.expected_at or giving.expected_by(user, wish.priority, policy.value, now)
    members = Asked(
        number=repository.next_number(),
        card_type=wish.card_type,
        title=wish.title,
        detail=wish.detail,
        expected_delivery=wish.expected_delivery or _usual_delivery(wish, user, policy.value),
        expected_at=expected_at,
        remind_at=giving.reminder(expected_at, policy.value, now),
        priority=wish.priority,
        assignee_id=user.id,
        team_id=user.team_id,
        meant_for=meant_for,
        requester_id=wish.requester.id,
        account_id=None if wish.account is None else wish.account.id,
        account=_snapshot(wish.account),
        context=wish.context,
        links=wish.links,
        source=wish.source,
        instruction_id=wish.instruction_id,
        task_id=ids.derived_id("task", card_id),
        policy=policy.reference,
        created_at=now,
    )
    event = _first(card_id, members, wish, user, policy.value)
    return Work(None, asked(card_id, event, now), command, event)


def _first(card_id: str, members: Asked, wish: Wish, assignee: User, policy: CardPolicy) -> CardSubmitted | CardOpened:
    given = {name: getattr(members, name) for name in Asked.model_fields}
    if wish.account is None or not wish.account.sensitive:
        return CardOpened(**given)
    now = members.created_at
    approval = Approval(
        approval_id=approval_of(card_id),
        approver_id=people.approver_of(wish.account, wish.requester.id, policy, now),
        role=policy.approver_role,
        remind_at=giving.approval_reminder(assignee, policy, now, 0),
        reminders=0,
        decided_by=None,
        decided_at=None,
        reason=None,
    )
    return CardSubmitted(**given, approval=approval)


def _usual_delivery(wish: Wish, assignee: User, policy: CardPolicy) -> str:
    """Return what is expected of a type of card where nobody says more, in the assignee's language."""
    card_type = policy.type_named(wish.card_type)
    return wish.title if card_type is None else card_type.expected_delivery[assignee.locale]


def _snapshot(account: Account | None) -> AccountSnapshot | None:
    """Return what a card's assignee needs to know of its account."""
    if account is None:
        return None
    return AccountSnapshot(
        account_id=account.id, **account.model_dump(include=set(AccountSnapshot.model_fields) - {"account_id"})
    )


_CARD, _APPROVAL = "card_", "approval_"


def approval_of(card_id: str) -> str:
    """Return the id of a card's approval: the card's own under another prefix, so that neither has to be looked up."""
    return _APPROVAL + card_id.removeprefix(_CARD)


def card_of(approval_id: str) -> str:
    """Return the id of the card that an approval is about."""
    return _CARD + approval_id.removeprefix(_APPROVAL)
