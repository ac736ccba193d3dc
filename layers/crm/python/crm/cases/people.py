"""Who is meant: from the receivers that policies name to colleagues who are here."""

from collections.abc import Iterable
from datetime import datetime

from crm.cases.case import Case
from crm.cases.settings.queues import Queue, Queues
from crm.core import settings
from crm.directory import availability, repository
from crm.directory.models import Team


def queue_of(queue_id: str) -> Queue | None:
    """Return a queue by its id, None for one that is no longer there."""
    return settings.current(Queues).value.find(queue_id)


def resolve(receivers: Iterable[str], case: Case, now: datetime) -> tuple[str, ...]:
    """Return the colleagues that receivers stand for, each once; an absent one is replaced by their deputy."""
    found: dict[str, None] = {}
    for receiver in receivers:
        for user_id in _named(receiver, case):
            found[availability.standing_in(user_id, now)] = None
    return tuple(found)


def _named(receiver: str, case: Case) -> list[str]:
    kind, _, name = receiver.partition(":")
    if kind == "user":
        return [name]
    if kind == "team":
        return [user.id for user in repository.roster(name)]
    found = {
        "assignee": lambda: case.assignee_id,
        "supervisor": lambda: _supervisor(case),
        "shift_leader": lambda: _team_member(case, "lead_id"),
        "manager": lambda: _team_member(case, "manager_id"),
        "queue_owner": lambda: _queue_owner(case.queue_id),
    }[kind]()
    return [] if found is None else [found]


def _supervisor(case: Case) -> str | None:
    user = repository.find_user(case.assignee_id) if case.assignee_id else None
    if user is not None and user.manager_id is not None:
        return user.manager_id
    return _team_member(case, "manager_id")


def _team_member(case: Case, member: str) -> str | None:
    for team in _teams(case):
        found: str | None = getattr(team, member)
        if found is not None:
            return found
    return _queue_owner(case.queue_id)


def _teams(case: Case) -> Iterable[Team]:
    user = repository.find_user(case.assignee_id) if case.assignee_id else None
    queue = queue_of(case.queue_id)
    team_ids = [user.team_id] if user is not None else []
    team_ids += list(queue.team_ids) if queue is not None else []
    for team_id in team_ids:
        team = repository.find_team(team_id) if team_id else None
        if team is not None:
            yield team


def _queue_owner(queue_id: str) -> str | None:
    queue = queue_of(queue_id)
    if queue is not None and queue.owner_id is not None:
        return queue.owner_id
    dispatch = queue_of("manual_dispatch")
    return None if dispatch is None else dispatch.owner_id
