"""How much people can work."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field

from crm.core.access import ADMIN, SUPERVISOR
from crm.core.settings import Setting


class CapacityPlan(Setting):
    """What the capacity report counts on (R-006)."""

    kind: ClassVar[str] = "analytics.capacity"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    usual_shift: Annotated[str, Field(pattern="^[a-z0-9_-]{1,60}$")] = "office"
    """The calendar of those who have no shift of their own: they can be given cases at any time, but go home."""
    occupancy_percent: Annotated[int, Field(ge=10, le=100)] = 80
    """How much of a shift goes into cases; the rest is for training, meetings and breaks."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Office hours, four fifths of them for cases."""
        return {"default": cls()}
