"""What happens to colleagues and teams."""

from datetime import date, datetime

from pydantic import JsonValue

from crm.core.events import Event
from crm.directory.models import Absence, Presence, Skill


class UserCreated(Event):
    """A colleague joined."""

    name: str
    email: str
    roles: tuple[str, ...]
    team_id: str | None = None


class UserEdited(Event):
    """Members of a colleague's record changed; each with what it was and what it is."""

    changes: dict[str, tuple[JsonValue, JsonValue]]


class UserSkillsChanged(Event):
    """A colleague's skills were set anew."""

    before: tuple[Skill, ...]
    after: tuple[Skill, ...]


class UserPresenceChanged(Event):
    """A colleague came, went away for a while, or left."""

    before: Presence
    after: Presence


class UserAbsenceChanged(Event):
    """An absence was entered or taken back."""

    absence: Absence | None


class UserBecameAvailable(Event):
    """A colleague can take work again: waiting cases are looked at anew."""

    since: datetime


class SkillExpiryAnnounced(Event):
    """A colleague and their manager were told that a certificate runs out."""

    skill: str
    expires_on: date


class TeamCreated(Event):
    """A team was set up."""

    name: str


class TeamEdited(Event):
    """Members of a team's record changed."""

    changes: dict[str, tuple[JsonValue, JsonValue]]
