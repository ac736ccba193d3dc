"""How the directory is shown. Views have no defaults: every member is always there."""

from datetime import datetime

from pydantic import BaseModel

from crm.core.access import Caller, Role
from crm.core.events import Envelope
from crm.core.i18n import Locale
from crm.core.paging import Page
from crm.directory.models import Absence, Presence, Skill, Team, User


class UserView(BaseModel):
    """A colleague."""

    user_id: str
    version: int
    name: str
    email: str
    phone: str | None
    roles: tuple[Role, ...]
    active: bool
    locale: Locale
    zone: str
    team_id: str | None
    manager_id: str | None
    deputy_id: str | None
    skills: tuple[Skill, ...]
    languages: tuple[str, ...]
    regions: tuple[str, ...]
    shift: str | None
    capacity: int
    presence: Presence
    absence: Absence | None

    @classmethod
    def of(cls, user: User) -> "UserView":
        """Show a colleague."""
        return cls(user_id=user.id, **user.model_dump(exclude={"id", "reminded_of"}))


class UserPage(Page[UserView]):
    """Colleagues, by name."""


class SkillsView(BaseModel):
    """What a colleague can do."""

    user_id: str
    version: int
    skills: tuple[Skill, ...]


class TeamView(BaseModel):
    """A team."""

    team_id: str
    version: int
    name: str
    lead_id: str | None
    manager_id: str | None

    @classmethod
    def of(cls, team: Team) -> "TeamView":
        """Show a team."""
        return cls(team_id=team.id, **team.model_dump(exclude={"id"}))


class TeamPage(Page[TeamView]):
    """Teams, by name."""


class DirectoryTimeline(Page[Envelope]):
    """What happened to a colleague or a team, newest first."""


class MeView(BaseModel):
    """Who the caller is, as the suite sees them."""

    user_id: str
    roles: list[str]
    locale: Locale
    team_id: str | None
    checked_at: datetime

    @classmethod
    def of(cls, caller: Caller, now: datetime) -> "MeView":
        """Show the caller to themselves."""
        return cls(
            user_id=caller.id,
            roles=sorted(caller.roles),
            locale=caller.locale,
            team_id=caller.team_id,
            checked_at=now,
        )
