"""Giving a card to somebody: who gets it, by when it is expected, and when somebody is reminded of it."""

from datetime import datetime, timedelta
from typing import Any

from crm.cards import people
from crm.cards.card import Card
from crm.cards.settings.policy import CardPolicy
from crm.cards.vocabulary import Priority
from crm.core import settings
from crm.core.errors import InvalidError
from crm.directory.models import User

FARTHEST = timedelta(days=2 * 366)


class ExpectedOutOfReachError(InvalidError):
    """The time is over, or too far away."""

    code = "expected_out_of_reach"


def require_in_reach(expected_at: datetime | None, now: datetime) -> None:
    """Raise `ExpectedOutOfReachError` for a time that is over or too far away."""
    if expected_at is not None and within_reach(expected_at, now) is None:
        raise ExpectedOutOfReachError("expected_at", now=now.isoformat())


def within_reach(expected_at: datetime | None, now: datetime) -> datetime | None:
    """Return a time that was understood from words, None where nobody can have meant it."""
    return expected_at if expected_at is not None and now < expected_at <= now + FARTHEST else None


def expected_by(assignee: User, priority: Priority, policy: CardPolicy, now: datetime) -> datetime:
    """Return when a card of a priority is expected to be done, in its assignee's working hours."""
    return people.calendar_of(assignee, policy).add(now, policy.expected_seconds[priority])


def reminder(expected_at: datetime, policy: CardPolicy, now: datetime) -> datetime | None:
    """Return when to remind of a card; not where that is over already."""
    if policy.remind_before_seconds is None:
        return None
    remind_at = expected_at - timedelta(seconds=policy.remind_before_seconds)
    return remind_at if remind_at > now else None


def approval_reminder(assignee: User, policy: CardPolicy, now: datetime, reminders: int) -> datetime | None:
    """Return when to remind of an approval after so many reminders, None where it has been enough."""
    if reminders >= policy.approval_reminders:
        return None
    return people.calendar_of(assignee, policy).add(now, policy.approval_remind_seconds)


def anew(card: Card, assignee_id: str, expected_at: datetime, now: datetime) -> dict[str, Any]:
    """Return what changes where a card is given to somebody later than it was made."""
    user, meant_for = people.receiver(assignee_id, now, expected_at)
    given = {"assignee_id": user.id, "team_id": user.team_id, "meant_for": meant_for}
    return given | times_anew(card, user, expected_at, now)


def times_anew(card: Card, assignee: User, expected_at: datetime, now: datetime) -> dict[str, Any]:
    """Return by when a card is expected of somebody; where that is over, by when the policy has it from now on."""
    policy = settings.current(CardPolicy).value
    if expected_at <= now:
        expected_at = expected_by(assignee, card.priority, policy, now)
    return {"expected_at": expected_at, "remind_at": reminder(expected_at, policy, now)}
