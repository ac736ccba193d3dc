"""What an account's health is made of."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crm.cadence.vocabulary import HealthSignal, SurveyMood
from crm.core.access import ADMIN, SUPERVISOR, Role
from crm.core.rules import broken
from crm.core.settings import Setting

_SURVEYS: Mapping[SurveyMood, int] = {"satisfied": 5, "neutral": 0, "dissatisfied": -15}

Points = Annotated[int, Field(ge=0, le=100)]


class Loss(BaseModel):
    """Points lost from so many days on; of several the one reached last counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_days: Annotated[int, Field(ge=1, le=3660)]
    points: Points


class HealthRules(Setting):
    """An account begins at `base`; feedback moves it, silence and an overdue renewal lower it, within 0 and 100."""

    kind: ClassVar[str] = "cadence.health"
    editors: ClassVar[tuple[Role, ...]] = (ADMIN, SUPERVISOR)

    base: Points = 70
    signals: dict[HealthSignal, Annotated[int, Field(ge=-100, le=100)]]
    """What a talk adds, by how the customer seemed; one that nothing was said of counts as steady."""
    surveys: dict[SurveyMood, Annotated[int, Field(ge=-100, le=100)]] = Field(default_factory=lambda: dict(_SURVEYS))
    """What an answer to a survey adds; a mood that is left out adds nothing."""
    feedback_at_most: Points = 30
    feedback_at_least: Annotated[int, Field(ge=-100, le=0)] = -50
    silence: Annotated[tuple[Loss, ...], Field(max_length=20)]
    overdue_renewal: Annotated[tuple[Loss, ...], Field(max_length=20)]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.signals) != {"improved", "steady", "worsened"}:
            raise broken("cadence", "signals_incomplete")
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """A month of silence costs a little, an overdue renewal much."""
        return {
            "default": cls(
                signals={"improved": 10, "steady": 3, "worsened": -15},
                silence=(
                    Loss(from_days=30, points=5),
                    Loss(from_days=60, points=15),
                    Loss(from_days=90, points=25),
                ),
                overdue_renewal=(Loss(from_days=1, points=20), Loss(from_days=30, points=35)),
            )
        }
