"""What counts as the same case again, as malice, and as too much."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from crm.cases.settings.parts import Part
from crm.core.access import ADMIN, SUPERVISOR
from crm.core.settings import Setting

Seconds = Annotated[int, Field(ge=60, le=90 * 86_400)]
DAY = 86_400


class Duplicates(Setting):
    """When a case that a customer sends in is one we have already, and how long a merge can be undone (R-157)."""

    kind: ClassVar[str] = "cases.duplicates"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    automatic: bool = True
    """Whether equal cases are merged as they come in. What colleagues open by hand is never merged unasked."""
    customer: Literal["contact", "account"] = "contact"
    """Whose cases are compared: only the contact's own, or those of everybody at their account."""
    compare: Literal["title", "title_and_text"] = "title_and_text"
    digits: Literal["keep", "ignore"] = "keep"
    """Whether texts that differ only in their figures are equal: order numbers tell cases apart as a rule."""
    within_seconds: Seconds = DAY
    """How long after the main case an equal one is merged into it."""
    similar_from: Annotated[float, Field(ge=0.1, le=1)] = 0.5
    """From which likeness on, of 1 for equal, open cases are shown as similar (R-113)."""
    undo_within_seconds: Seconds = 7 * DAY

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """As the fields say."""
        return {"default": cls()}


class Malice(Setting):
    """When equal cases become suspect (R-023), and how long a block lasts where nobody says otherwise."""

    kind: ClassVar[str] = "cases.malice"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    equal_cases: Annotated[int, Field(ge=2, le=40)] = 5
    within_seconds: Seconds = 600
    block_seconds: Seconds = DAY

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Five equal cases in ten minutes."""
        return {"default": cls()}


class Limit(Part):
    """So many in so long a stretch of time."""

    amount: Annotated[int, Field(ge=1, le=1_000_000)]
    seconds: Seconds = 3600


class RateLimits(Setting):
    """How often a contact, an address and a network may submit and reply; nothing for a kind means no limit."""

    kind: ClassVar[str] = "cases.rate_limits"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    submissions: dict[Literal["contact", "address", "network"], Limit]
    replies: dict[Literal["contact", "address", "network"], Limit]

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """More than anybody in need writes in an hour; a network may be a whole company's."""
        return {
            "default": cls(
                submissions={
                    "contact": Limit(amount=30),
                    "address": Limit(amount=30),
                    "network": Limit(amount=300),
                },
                replies={
                    "contact": Limit(amount=60),
                    "address": Limit(amount=60),
                    "network": Limit(amount=600),
                },
            )
        }
