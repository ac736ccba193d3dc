"""What is asked for and answered in conversations: cards by instruction, and what people say of them there.

An instruction makes one card, or one refusal, however often it is heard. What somebody says of a card goes by the same
rules as if they did it on the card itself; who may not is told so, where they said it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal, NamedTuple

from crm.cards import giving, handling, intake, people, repository
from crm.cards.card import Context, ContextMessage
from crm.cards.events import CardActionRefused, CardRefused
from crm.cards.intake import Wish
from crm.cards.refusal import Refusal
from crm.cards.repository import lists
from crm.cards.repository.lists import InThread
from crm.cards.requests import CompleteCard, DeclineCard
from crm.cards.settings.policy import CardPolicy
from crm.cards.transitions import OPEN, CardWrongStatusError
from crm.cards.views import CardView
from crm.cards.visibility import NotYourCardError
from crm.cards.vocabulary import Priority, Status
from crm.core import idempotency, ids, settings
from crm.core.access import Caller
from crm.core.command import Command
from crm.core.errors import CrmError, NotFoundError
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.customers import repository as customers
from crm.customers.models import Account
from crm.directory import repository as directory
from crm.directory.models import User

ThreadAction = Literal["accept", "start", "complete", "decline"]
Urgency = Literal["low", "normal", "high", "urgent"]

_PRIORITY: dict[Urgency, Priority] = {"low": "low", "normal": "medium", "high": "high", "urgent": "urgent"}
"""How urgent something sounds, in the words of cards."""

_REACHED: dict[ThreadAction, tuple[Status, ...]] = {
    "accept": ("accepted", "in_progress", "done"),
    "start": ("in_progress", "done"),
    "complete": ("done",),
    "decline": ("declined",),
}
"""Where an action has led already, saying it again changes nothing and needs no answer."""

_CARDS_LIMIT = 20
_REASON_LENGTH = 1000


class Instruction(NamedTuple):
    """What was understood of what somebody wrote in a conversation."""

    instruction_id: str
    provider: str
    thread_id: str
    message_id: str
    message_url: str | None
    requested_by: str
    assignee_id: str
    account_id: str | None
    title: str
    text: str
    priority: Urgency
    due_at: datetime | None
    said_at: datetime


class Said(NamedTuple):
    """What somebody said of a card in its conversation, in words or by pressing a button."""

    thread_id: str
    actor_id: str
    card_id: str | None
    action: ThreadAction
    text: str


def take_in(instruction: Instruction, command: Command) -> None:
    """Make the card that an instruction asks for, or refuse it; a second run finds what the first has made."""
    card_id = ids.derived_id("card", instruction.instruction_id)
    refusal_id = ids.derived_id("refusal", instruction.instruction_id)
    if repository.cards.taken(card_id) or repository.cards.taken(refusal_id):
        return
    policy = settings.current(CardPolicy)
    requester = directory.users.find(instruction.requested_by)
    account = None if instruction.account_id is None else customers.accounts.find(instruction.account_id)
    against = _against(instruction, requester, account, policy.value)
    if against is not None or requester is None:
        _refuse_card(refusal_id, instruction, against or "requester_inactive", command)
        return
    wish = Wish(
        card_type=policy.value.instruction_type,
        title=instruction.title,
        detail=instruction.text,
        assignee_id=instruction.assignee_id,
        requester=requester,
        account=account,
        priority=_PRIORITY[instruction.priority],
        source="im",
        expected_at=giving.within_reach(instruction.due_at, command.now),
        context=_context(instruction),
        instruction_id=instruction.instruction_id,
    )
    # The card's id says that it was made: the command's key needs no record beside it.
    intake.ask(card_id, wish, policy, _as(requester, command).unkeyed()).commit()


def _against(
    instruction: Instruction, requester: User | None, account: Account | None, policy: CardPolicy
) -> str | None:
    if not people.works_here(requester):
        return "requester_inactive"
    if instruction.account_id is not None and account is None:
        return "account_unknown"
    if account is not None and not people.may_ask_about(account, requester, policy):
        return "account_forbidden"
    return None if people.works_here(directory.users.find(instruction.assignee_id)) else "assignee_inactive"


def _context(instruction: Instruction) -> Context:
    said = ContextMessage(
        message_id=instruction.message_id,
        author_id=instruction.requested_by,
        text=instruction.text,
        said_at=instruction.said_at,
    )
    return Context(
        provider=instruction.provider,
        thread_id=instruction.thread_id,
        url=instruction.message_url,
        messages=(said,),
    )


def _as(user: User, command: Command) -> Command:
    """Return the command as a colleague's own: what they say in a conversation is what they do."""
    caller = Caller("staff", user.id, frozenset(user.roles), user.locale, user.team_id)
    return replace(command, caller=caller)


def act(said: Said, command: Command) -> None:
    """Do to a card what somebody says of it in its conversation, or tell them there why not."""
    actor = directory.users.find(said.actor_id)
    meant = _meant(said)
    if meant is None:
        return  # nobody speaks of a card here
    if actor is None or not people.works_here(actor):
        _refuse_action(said, meant, "actor_inactive", command)
        return
    acting = _as(actor, command)
    try:
        _do(meant, said, acting)
    except (NotFoundError, NotYourCardError, CardWrongStatusError) as refusal:
        idempotency.raise_if_done(acting)
        _refuse_action(said, meant, _reason(refusal), command)


def _meant(said: Said) -> str | None:
    """Return the id of the card that somebody speaks of: the one they press a button of, else theirs that is open."""
    if said.card_id is not None:
        return said.card_id
    there = lists.in_thread(said.thread_id, _CARDS_LIMIT)
    return min(there, key=lambda each: _nearness(each, said)).card_id if there else None


def _nearness(card: InThread, said: Said) -> tuple[bool, bool]:
    return card.assignee_id != said.actor_id, card.status not in OPEN


def _do(card_id: str, said: Said, command: Command) -> None:
    card = repository.cards.find(card_id)
    if card is None or card.context.thread_id != said.thread_id:
        raise NotFoundError("card", card_id)
    if card.status in _REACHED[said.action] and card.assignee_id == said.actor_id:
        return
    _ACTIONS[said.action](card_id, said.text.strip() or said.action, command)


_ACTIONS: dict[ThreadAction, Callable[[str, str, Command], CardView]] = {
    "accept": lambda card_id, _text, command: handling.accept(card_id, command, via="im"),
    "start": lambda card_id, _text, command: handling.start(card_id, command, via="im"),
    "complete": lambda card_id, text, command: handling.complete(card_id, CompleteCard(result=text), command, via="im"),
    "decline": lambda card_id, text, command: handling.decline(
        card_id, DeclineCard(reason=text[:_REASON_LENGTH]), command, via="im"
    ),
}


def _reason(refusal: CrmError) -> str:
    return "no_card" if isinstance(refusal, NotFoundError) else refusal.code


def _refuse_card(refusal_id: str, instruction: Instruction, reason: str, command: Command) -> None:
    event = CardRefused(
        instruction_id=instruction.instruction_id,
        requester_id=instruction.requested_by,
        assignee_id=instruction.assignee_id,
        account_id=instruction.account_id,
        title=instruction.title,
        reason=reason,
    )
    facts = {"title": instruction.title, "by": instruction.requested_by, "reason": reason}
    _refuse(refusal_id, event, _told(instruction.thread_id, "card_refused", refusal_id, facts), command)


def _refuse_action(said: Said, card_id: str, reason: str, command: Command) -> None:
    refusal_id = ids.derived_id("refusal", command.key)
    if repository.refusals.taken(refusal_id):
        return
    event = CardActionRefused(
        card_id=card_id, thread_id=said.thread_id, actor_id=said.actor_id, action=said.action, reason=reason
    )
    facts = {"action": said.action, "by": said.actor_id, "reason": reason}
    _refuse(refusal_id, event, _told(said.thread_id, "card_action_refused", refusal_id, facts), command)


def _told(thread_id: str, template: str, subject_id: str, facts: dict[str, str]) -> MessageRequested:
    return MessageRequested(
        to=thread_id,
        audience="thread",
        template=template,
        subject_id=subject_id,
        facts=dict(facts),
        channels=("im",),
        urgent=True,
    )


def _refuse(refusal_id: str, event: Event, message: MessageRequested, command: Command) -> None:
    # The refusal's own id says that it was told: the command's key needs no record beside it.
    command = command.unkeyed()
    transaction = Transaction(command)
    repository.refusals.save(transaction, command, None, Refusal(id=refusal_id), [event], [message])
    transaction.commit()
