"""What can be done in the directory."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, JsonValue

from crm.core import ids
from crm.core.access import ADMIN, SUPERVISOR
from crm.core.command import Command
from crm.core.errors import AlreadyExistsError, InvalidError, NotAllowedError
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.directory import repository
from crm.directory.events import (
    SkillExpiryAnnounced,
    TeamCreated,
    TeamEdited,
    UserAbsenceChanged,
    UserBecameAvailable,
    UserCreated,
    UserEdited,
    UserPresenceChanged,
    UserSkillsChanged,
)
from crm.directory.models import Absence, Presence, Skill, Team, User
from crm.directory.reminders import due_announcements, marker
from crm.directory.requests import CreateTeam, CreateUser, EditTeam, EditUser
from crm.directory.views import SkillsView, TeamView, UserView


class UnknownColleagueError(InvalidError):
    """A member names a colleague or a team that the directory does not have."""

    code = "unknown_colleague"


class ReportingLoopError(InvalidError):
    """Somebody would report to themselves, directly or through others."""

    code = "reporting_loop"


_LINE_LIMIT = 20


def create_user(body: CreateUser, command: Command) -> UserView:
    """Add a colleague; raise `AlreadyExistsError` where the id or the e-mail address is taken."""
    user = User(id=body.user_id or ids.new_id("user"), **body.model_dump(exclude={"user_id"}))
    if body.user_id and repository.users.taken(body.user_id):
        raise AlreadyExistsError(field="user_id")
    _check_people(user)
    event = UserCreated(name=user.name, email=user.email, roles=user.roles, team_id=user.team_id)
    return _save_user(command, None, user, event)


def edit_user(user_id: str, body: EditUser, command: Command) -> UserView:
    """Change members of a colleague's record; an edit that changes nothing writes nothing."""
    before = repository.users.get(user_id)
    command.require_version(before.version, UserView.of(before).model_dump(mode="json"))
    after = before.model_copy(update=_given(body))
    changes = _changes(before, after)
    if not changes:
        return UserView.of(before)
    _check_people(after)
    events: list[Event] = [UserEdited(changes=changes)]
    if _takes_work(after, command.now) and (not before.active or after.capacity > before.capacity):
        events.append(UserBecameAvailable(since=command.now))
    return _save_user(command, before, after, *events)


def set_skills(user_id: str, skills: tuple[Skill, ...], command: Command) -> SkillsView:
    """Set what a colleague can do; a new certificate is announced anew before it runs out."""
    before = repository.users.get(user_id)
    command.require_version(before.version, _skills(before).model_dump(mode="json"))
    kept = tuple(each for each in before.reminded_of if each in {marker(skill) for skill in skills})
    after = before.model_copy(update={"skills": skills, "reminded_of": kept})
    if after.skills != before.skills:
        after = _save(command, before, after, UserSkillsChanged(before=before.skills, after=after.skills))
    return _skills(after)


def _skills(user: User) -> SkillsView:
    return SkillsView(user_id=user.id, version=user.version, skills=user.skills)


def set_presence(user_id: str, presence: Presence, command: Command) -> UserView:
    """Say whether a colleague is here: their own, or a supervisor's to say. Repeating it changes nothing."""
    _require_self_or_lead(user_id, command)
    before = repository.users.get(user_id)
    if before.presence == presence:
        return UserView.of(before)
    after = before.model_copy(update={"presence": presence})
    events: list[Event] = [UserPresenceChanged(before=before.presence, after=presence)]
    if _takes_work(after, command.now):
        events.append(UserBecameAvailable(since=command.now))
    return _save_user(command, before, after, *events)


def set_absence(user_id: str, absence: Absence | None, command: Command) -> UserView:
    """Enter or take back an absence: their own, or a supervisor's to say."""
    _require_self_or_lead(user_id, command)
    before = repository.users.get(user_id)
    after = before.model_copy(update={"absence": absence})
    if after == before:
        return UserView.of(before)
    events: list[Event] = [UserAbsenceChanged(absence=absence)]
    if before.absent_at(command.now) and _takes_work(after, command.now):
        events.append(UserBecameAvailable(since=command.now))
    return _save_user(command, before, after, *events)


def create_team(body: CreateTeam, command: Command) -> TeamView:
    """Set up a team; raise `AlreadyExistsError` where the id is taken."""
    team = Team(id=body.team_id or ids.new_id("team"), **body.model_dump(exclude={"team_id"}))
    if body.team_id and repository.teams.taken(body.team_id):
        raise AlreadyExistsError(field="team_id")
    _check_exist({"lead_id": team.lead_id, "manager_id": team.manager_id})
    return _save_team(command, None, team, TeamCreated(name=team.name))


def edit_team(team_id: str, body: EditTeam, command: Command) -> TeamView:
    """Change members of a team's record."""
    before = repository.teams.get(team_id)
    command.require_version(before.version, TeamView.of(before).model_dump(mode="json"))
    after = before.model_copy(update=_given(body))
    changes = _changes(before, after)
    if not changes:
        return TeamView.of(before)
    _check_exist({"lead_id": after.lead_id, "manager_id": after.manager_id})
    return _save_team(command, before, after, TeamEdited(changes=changes))


def on_due(user_id: str, command: Command) -> None:
    """Do what is due for a colleague: announce certificates that run out, end an absence that is over."""
    before = repository.users.find(user_id)
    if before is None or not before.active:
        return
    after, events, messages = before, list[Event](), list[MessageRequested]()
    for skill in due_announcements(before, command.now):
        after = after.model_copy(update={"reminded_of": (*after.reminded_of, marker(skill))})
        events.append(SkillExpiryAnnounced(skill=skill.skill, expires_on=skill.expires_on))
        facts: dict[str, JsonValue] = {
            "name": before.name,
            "skill": skill.skill,
            "expires_on": str(skill.expires_on),
        }
        for receiver in dict.fromkeys((before.id, before.manager_id)):
            if receiver is not None:
                messages.append(
                    MessageRequested(to=receiver, template="skill_expiring", subject_id=before.id, facts=facts)
                )
    if before.absence is not None and before.absence.until_at <= command.now:
        after = after.model_copy(update={"absence": None})
        events.append(UserAbsenceChanged(absence=None))
        if _takes_work(after, command.now):
            events.append(UserBecameAvailable(since=command.now))
    if events:
        _save(command, before, after, *events, messages=messages)


def _takes_work(user: User, now: datetime) -> bool:
    return user.active and user.presence == "online" and not user.absent_at(now)


def _require_self_or_lead(user_id: str, command: Command) -> None:
    if user_id != command.caller.id and not command.caller.has(ADMIN, SUPERVISOR):
        raise NotAllowedError(roles=[ADMIN, SUPERVISOR])


def _check_people(user: User) -> None:
    _check_exist({"manager_id": user.manager_id, "deputy_id": user.deputy_id})
    if user.team_id and repository.teams.find(user.team_id) is None:
        raise UnknownColleagueError("team_id", id=user.team_id)
    above, seen = user.manager_id, 0
    while above is not None and seen < _LINE_LIMIT:
        if above == user.id:
            raise ReportingLoopError("manager_id", id=user.manager_id)
        manager = repository.users.find(above)
        above, seen = (None if manager is None else manager.manager_id), seen + 1


def _check_exist(people: Mapping[str, str | None]) -> None:
    for field, user_id in people.items():
        if user_id and repository.users.find(user_id) is None:
            raise UnknownColleagueError(field, id=user_id)


def _given(body: BaseModel) -> dict[str, Any]:
    return {name: getattr(body, name) for name in body.model_fields_set}


def _changes(before: BaseModel, after: BaseModel) -> dict[str, tuple[JsonValue, JsonValue]]:
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return {name: (old[name], new[name]) for name in new if old[name] != new[name]}


def _save(
    command: Command,
    before: User | None,
    after: User,
    *events: Event,
    messages: list[MessageRequested] | None = None,
) -> User:
    transaction = Transaction(command)
    saved = repository.users.save(transaction, command, before, after, events, messages or ())
    transaction.commit(UserView.of(saved))
    return saved


def _save_user(command: Command, before: User | None, after: User, *events: Event) -> UserView:
    return UserView.of(_save(command, before, after, *events))


def _save_team(command: Command, before: Team | None, after: Team, *events: Event) -> TeamView:
    transaction = Transaction(command)
    view = TeamView.of(repository.teams.save(transaction, command, before, after, events))
    transaction.commit(view)
    return view
