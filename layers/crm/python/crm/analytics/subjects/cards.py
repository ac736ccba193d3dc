"""What collaboration cards contribute: that they were made of what was asked for, and how long they took."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.subjects import Known, Subject
from crm.cards.events import CardCompleted, CardOpened, CardSubmitted
from crm.core.events import Envelope


class CardFacts(BaseModel):
    """What counts of a card; `asked` where an instruction asked for it."""

    model_config = ConfigDict(frozen=True)

    made_at: datetime
    assignee_id: str
    team_id: str | None
    asked: bool
    completed: CardCompleted | None = None


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
        done = facts.completed
        yield Contribution(
            metric=library.CARD_HANDLING_TIME.reference,
            key="1",
            at=done.completed_at,
            amount=round((done.completed_at - done.created_at).total_seconds() * 1000),
            assignee_id=done.assignee_id,
            team_id=done.team_id,
        )


CARDS = Subject(
    kind="card",
    domain="cards",
    prefix="card_",
    facts=CardFacts,
    begins=(CardOpened, CardSubmitted),
    heard=(CardOpened, CardSubmitted, CardCompleted),
    evolve=evolve,
    contributions=contributions,
)
