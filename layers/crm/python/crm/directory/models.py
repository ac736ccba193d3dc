"""Colleagues and teams: their state, what may be asked of it and how it is shown."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from crm.core.access import Role
from crm.core.i18n import DEFAULT, Locale
from crm.core.instants import Instant
from crm.core.repository import Aggregate

Presence = Literal["online", "away", "offline"]
UserId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@-]{2,64}$")]
TeamId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{2,64}$")]
SkillName = Annotated[str, Field(min_length=1, max_length=80)]
LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A BCP 47 language tag such as `zh-CN` or `en`."""
RegionCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{2,20}$")]


class Skill(BaseModel):
    """What somebody can do, how well, and until when their certificate says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    skill: SkillName
    level: Annotated[int, Field(ge=1, le=5)] = 3
    expires_on: date | None = None

    def valid_on(self, day: date) -> bool:
        """Say whether the certificate still holds on `day`; its last day counts."""
        return self.expires_on is None or day <= self.expires_on


class Absence(BaseModel):
    """A stretch of time in which somebody is away; their deputy stands in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_at: Instant
    until_at: Instant


class User(Aggregate):
    """A colleague."""

    name: str
    email: str
    phone: str | None = None
    roles: tuple[Role, ...] = ()
    active: bool = True
    locale: Locale = DEFAULT
    zone: str = "Asia/Shanghai"
    team_id: str | None = None
    manager_id: str | None = None
    deputy_id: str | None = None
    skills: tuple[Skill, ...] = ()
    languages: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    shift: str | None = None
    capacity: int = 10
    presence: Presence = "offline"
    absence: Absence | None = None
    reminded_of: tuple[str, ...] = ()
    """The skills (`<name>@<expiry>`) whose running out was announced."""

    def absent_at(self, instant: datetime) -> bool:
        """Say whether an absence covers `instant`."""
        return self.absence is not None and self.absence.from_at <= instant < self.absence.until_at

    def valid_skills(self, day: date) -> dict[str, int]:
        """Return the skills whose certificates hold on `day`, each with its level."""
        return {each.skill: each.level for each in self.skills if each.valid_on(day)}


class Team(Aggregate):
    """A team: its shift leader runs the day, its manager answers for it."""

    name: str
    lead_id: str | None = None
    manager_id: str | None = None
