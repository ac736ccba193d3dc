"""What may be asked of cards."""

from typing import Annotated

from pydantic import Field

from crm.cards.card import Link
from crm.cards.settings.policy import TypeName
from crm.cards.vocabulary import Priority
from crm.core.instants import Instant
from crm.core.payload import Payload
from crm.customers.models import AccountId
from crm.directory.models import UserId

Title = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class CreateCard(Payload):
    """A card: what you ask of a colleague, in whatever team. What is left out is as the policy has it for its type."""

    card_type: TypeName
    title: Title
    detail: Text | None = None
    assignee_id: UserId
    account_id: AccountId | None = None
    priority: Priority = "medium"
    expected_delivery: Annotated[str, Field(min_length=1, max_length=2000)] | None = None
    expected_at: Instant | None = None
    links: Annotated[tuple[Link, ...], Field(max_length=20)] = ()


class TellProgress(Payload):
    """How far you are."""

    note: Text


class CompleteCard(Payload):
    """What came of it."""

    result: Text


class DeclineCard(Payload):
    """Why you will not do it."""

    reason: Reason


class ReassignCard(Payload):
    """Who is to do it instead, and why. Without a time it is expected by when it was, or by policy if that is over."""

    assignee_id: UserId
    reason: Reason
    expected_at: Instant | None = None


class CancelCard(Payload):
    """Why it need not be done."""

    reason: Reason


class CommentOnCard(Payload):
    """What there is to say. `@` before a colleague's id mentions them; so does `mentions`."""

    body: Text
    mentions: Annotated[tuple[UserId, ...], Field(max_length=20)] = ()


class RejectCard(Payload):
    """Why it may not be asked for."""

    reason: Reason
