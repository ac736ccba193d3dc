"""What collaboration cards contribute: what was asked for was made, how long it took, and that it was told where."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.subjects import Known, Subject
from crm.cards.events import CardCompleted, CardOpened, CardSubmitted, ReceiptDelivered
from crm.core.events import Envelope

DONE = "done"
"""The status of a completed card, which its receipt has to say."""


class CardFacts(BaseModel):
    """What counts of a card; `asked` where an instruction asked for it."""

    model_config = ConfigDict(frozen=True)

    made_at: datetime
    assignee_id: str
    team_id: str | None
    asked: bool
    completed: CardCompleted | None = None
    receipt: str | None = None
    """The status that its conversation was told, if the receipt was delivered."""


def evolve(facts: CardFacts | None, envelope: Envelope, known: Known) -> CardFacts | None:
    """Return the facts after an event: a card begins on the board, or with its approval."""
    if facts is None:
        kind = CardSubmitted if envelope.type == CardSubmitted.__name__ else CardOpened
        made = kind.model_validate(envelope.data)
        return CardFacts(
            made_at=envelope.occurred_at,
            assignee_id=made.assignee_id,
            # As for the instruction it comes from: both must count for the same team.
            team_id=known.team_of(made.assignee_id, envelope.occurred_at),
            asked=made.instruction_id is not None,
        )
    if envelope.type == ReceiptDelivered.__name__:
        return facts.model_copy(update={"receipt": ReceiptDelivered.model_validate(envelope.data).status})
    if envelope.type != CardCompleted.__name__:
        return facts
    return facts.model_copy(update={"completed": CardCompleted.model_validate(envelope.data)})


def contributions(_card_id: str, facts: CardFacts) -> Iterator[Contribution]:
    """Yield what a card contributes."""
    if facts.asked:
        yield Contribution(
            metric=library.CARD_GENERATION_RATE.reference,
            key="made",
            at=facts.made_at,
            amount=1,
            weight=0,
            assignee_id=facts.assignee_id,
            team_id=facts.team_id,
        )
    if facts.completed is not None:
        yield from _done(facts.completed, facts.receipt)


def _done(done: CardCompleted, receipt: str | None) -> Iterator[Contribution]:
    for definition, amount, counts in (
        (library.CARD_HANDLING_TIME, round((done.completed_at - done.created_at).total_seconds() * 1000), True),
        # Only what was asked for in a conversation has a receipt.
        (library.RECEIPT_ACCURACY, int(receipt == DONE), done.receipt),
    ):
        if counts:
            yield Contribution(
                metric=definition.reference,
                key="1",
                at=done.completed_at,
                amount=amount,
                assignee_id=done.assignee_id,
                team_id=done.team_id,
            )


CARDS = Subject(
    kind="card",
    domain="cards",
    prefix="card_",
    facts=CardFacts,
    begins=(CardOpened, CardSubmitted),
    heard=(CardOpened, CardSubmitted, CardCompleted, ReceiptDelivered),
    evolve=evolve,
    contributions=contributions,
)
