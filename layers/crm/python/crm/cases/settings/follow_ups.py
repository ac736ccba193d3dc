"""What follows when a customer says that they are not content."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from crm.core.access import ADMIN, SUPERVISOR
from crm.core.settings import Setting

Answer = Literal["case", "escalation", "nothing"]


class FollowUps(Setting):
    """What becomes of a low score or a complaint (R-136).

    `case` opens a follow-up case that is related to the first. `escalation` hands the case up a level while it is
    open; one that is over gets a follow-up case all the same.
    """

    kind: ClassVar[str] = "cases.follow_ups"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    low_below: Annotated[int, Field(ge=1, le=10)] = 3
    """Scores below this are low."""
    on_low_score: Answer = "case"
    on_complaint: Answer = "escalation"
    on_low_survey: Answer = "nothing"
    """What becomes of a low score in a survey, which has a review of its own already."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """A case for a score below three, an escalation for a complaint."""
        return {"default": cls()}
