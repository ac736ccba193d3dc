"""What may be asked of the directory."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from crm.core.access import Role
from crm.core.i18n import DEFAULT, Locale
from crm.core.payload import Payload
from crm.core.rules import broken, refuse_null
from crm.core.validation import Email, Phone
from crm.directory.models import Absence, LanguageTag, Presence, RegionCode, Skill, TeamId, UserId
from crm.directory.settings.calendar import ZoneName

PersonName = Annotated[str, Field(min_length=1, max_length=120)]


class CreateUser(Payload):
    """A colleague to add. Without `user_id` one is made."""

    user_id: UserId | None = None
    name: PersonName
    email: Email
    phone: Phone | None = None
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    locale: Locale = DEFAULT
    zone: ZoneName = "Asia/Shanghai"
    team_id: TeamId | None = None
    manager_id: UserId | None = None
    deputy_id: UserId | None = None
    skills: Annotated[tuple[Skill, ...], Field(max_length=100)] = ()
    languages: Annotated[tuple[LanguageTag, ...], Field(max_length=20)] = ()
    regions: Annotated[tuple[RegionCode, ...], Field(max_length=50)] = ()
    shift: Annotated[str, Field(max_length=80)] | None = None
    capacity: Annotated[int, Field(ge=0, le=1000)] = 10


class EditUser(Payload):
    """Members of a colleague's record to change; those left out stay."""

    name: PersonName | None = None
    email: Email | None = None
    phone: Phone | None = None
    roles: Annotated[tuple[Role, ...], Field(min_length=1)] | None = None
    active: bool | None = None
    locale: Locale | None = None
    zone: ZoneName | None = None
    team_id: TeamId | None = None
    manager_id: UserId | None = None
    deputy_id: UserId | None = None
    languages: Annotated[tuple[LanguageTag, ...], Field(max_length=20)] | None = None
    regions: Annotated[tuple[RegionCode, ...], Field(max_length=50)] | None = None
    shift: Annotated[str, Field(max_length=80)] | None = None
    capacity: Annotated[int, Field(ge=0, le=1000)] | None = None

    @model_validator(mode="after")
    def _nothing_required_is_emptied(self) -> Self:
        optional = {"phone", "team_id", "manager_id", "deputy_id", "shift"}
        refuse_null(self, *sorted(self.model_fields_set - optional))
        return self


class SetSkills(Payload):
    """All skills a colleague has from now on."""

    skills: Annotated[tuple[Skill, ...], Field(max_length=100)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [skill.skill for skill in self.skills]
        if len(names) != len(set(names)):
            raise broken("directory", "skill_twice")
        return self


class SetPresence(Payload):
    """Whether a colleague is here."""

    presence: Presence


class SetAbsence(Payload):
    """A stretch of absence, or null to take it back."""

    absence: Absence | None

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.absence is None:
            return self
        if self.absence.from_at >= self.absence.until_at:
            raise broken("directory", "absence_reversed")
        return self


class CreateTeam(Payload):
    """A team to set up. Without `team_id` one is made."""

    team_id: TeamId | None = None
    name: PersonName
    lead_id: UserId | None = None
    manager_id: UserId | None = None


class EditTeam(Payload):
    """Members of a team's record to change; those left out stay."""

    name: PersonName | None = None
    lead_id: UserId | None = None
    manager_id: UserId | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        refuse_null(self, "name")
        return self
