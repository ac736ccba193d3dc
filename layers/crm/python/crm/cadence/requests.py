"""What may be asked of weekly lists."""

from datetime import date
from typing import Annotated

from pydantic import Field

from crm.cadence.vocabulary import HealthSignal, Outcome
from crm.core.payload import Payload

Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Notes = Annotated[str, Field(min_length=1, max_length=5000)]


class RejectList(Payload):
    """Why a list is turned down."""

    reason: Reason


class GiveFeedback(Payload):
    """What a talk came to. Without `next_contact_on` the policy says when the account is to be spoken to again."""

    outcome: Outcome
    notes: Notes
    health: HealthSignal = Field(default="steady", description="How the customer seemed.")
    next_contact_on: date | None = None
