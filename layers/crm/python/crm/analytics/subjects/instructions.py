"""What instructions in IM contribute: that a card was asked for."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.analytics import library
from crm.analytics.contributions import Contribution
from crm.analytics.subjects import Known, Subject
from crm.core.events import Envelope
from crm.im.events import CardRequested


class InstructionFacts(BaseModel):
    """What counts of a message in IM: whom it asked for something, if it did."""

    model_config = ConfigDict(frozen=True)

    asked_at: datetime | None = None
    assignee_id: str | None = None
    team_id: str | None = None


def evolve(facts: InstructionFacts | None, envelope: Envelope, known: Known) -> InstructionFacts | None:
    """Return the facts after an event."""
    if envelope.type != CardRequested.__name__:
        return facts or InstructionFacts()
    asked = CardRequested.model_validate(envelope.data)
    team = known.team_of(asked.assignee_id, envelope.occurred_at)
    return InstructionFacts(asked_at=envelope.occurred_at, assignee_id=asked.assignee_id, team_id=team)


def contributions(_message_id: str, facts: InstructionFacts) -> Iterator[Contribution]:
    """Yield what an instruction contributes: what there is to be made a card of."""
    if facts.asked_at is not None:
        yield Contribution(
            metric=library.CARD_GENERATION_RATE.reference,
            key="asked",
            at=facts.asked_at,
            amount=0,
            assignee_id=facts.assignee_id,
            team_id=facts.team_id,
        )


INSTRUCTIONS = Subject(
    kind="instruction",
    domain="im",
    prefix="imsg_",
    facts=InstructionFacts,
    begins=(),
    heard=(CardRequested,),
    evolve=evolve,
    contributions=contributions,
)
