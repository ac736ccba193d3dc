"""When a team's weekly lists are made, how many accounts they hold, and how often they remind."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from crm.cadence.vocabulary import NO_TEAM, HealthSignal
from crm.core import settings
from crm.core.access import ADMIN, SUPERVISOR, Role
from crm.core.errors import NotFoundError
from crm.core.rules import broken
from crm.core.settings import Setting, Versioned
from crm.directory.settings.calendar import Weekday, ZoneName

DEFAULT = "default"
HOUR = 3600

Days = Annotated[int, Field(ge=1, le=366)]


class CadencePolicy(Setting):
    """The rhythm of a team: a document has the name of a team; `default` holds for those without one."""

    kind: ClassVar[str] = "cadence.policy"
    editors: ClassVar[tuple[Role, ...]] = (ADMIN, SUPERVISOR)

    zone: ZoneName = "Asia/Shanghai"
    """Where the team is: the week begins by its clock."""
    weekday: Weekday = "mon"
    at: time = time(0, 30)
    calendar: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")] = "office"
    """The working hours of colleagues without a shift of their own, each by the clock of their own zone."""
    approval_required: bool = True
    threshold: Annotated[int, Field(ge=0, le=100)] = 50
    """Accounts with this score or more are key accounts, beside those that somebody rated so."""
    list_size: Annotated[int, Field(ge=1, le=100)] = 100
    """How many accounts a list holds at most, those with the highest scores first."""
    reminders_per_day: Annotated[int, Field(ge=1, le=50)] = 5
    """How many reminders somebody gets a day at most; what is more comes as one digest."""
    first_reminders_over_days: Annotated[int, Field(ge=1, le=5)] = 2
    """Over how many working days the first reminders are spread; the last of them takes the rest."""
    remind_after_opening_seconds: Annotated[int, Field(ge=0, le=8 * HOUR)] = HOUR // 2
    """How long after the opening of a working day reminders come."""
    remind_again_on: Weekday | None = "wed"
    """When undone items are reminded of once more; on the next working day where that is none."""
    next_contact_days: dict[HealthSignal, Days]
    """After how many days an account is to be spoken to again, by how it seemed the last time."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.at.tzinfo is not None:
            raise broken("cadence", "time_with_zone")
        if set(self.next_contact_days) != {"improved", "steady", "worsened"}:
            raise broken("cadence", "signals_incomplete")
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Mondays at 00:30, five reminders a day, Wednesdays once more."""
        return {DEFAULT: cls(next_contact_days={"improved": 28, "steady": 14, "worsened": 7})}

    def references(self) -> set[tuple[str, str]]:
        """Rely on the calendar."""
        return {("directory.calendar", self.calendar)}


def policy_of(team_id: str | None) -> Versioned[CadencePolicy]:
    """Return the policy in force for a team: its own, else the default."""
    try:
        return settings.current(CadencePolicy, DEFAULT if team_id in {None, NO_TEAM} else str(team_id))
    except NotFoundError:
        return settings.current(CadencePolicy, DEFAULT)
