"""Who follows, when that is a conflict, and when it is told of: pure functions."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crm.conflicts.models import Candidate
from crm.conflicts.settings.policy import ConflictPolicy


class News(NamedTuple):
    """What an event says of a piece of work: with whom it is open from that version on, and whose customer's it is."""

    version: int
    holder_id: str | None
    at: datetime
    is_over: bool = False
    is_origin: bool = False
    account_id: str | None = None


class Heard(NamedTuple):
    """What is known of a piece of work: the newest version heard decides with whom it is, its origin about whom."""

    version: int
    holder_id: str | None
    at: datetime
    is_over: bool = False
    account_id: str | None = None

    @property
    def follower_id(self) -> str | None:
        """Who follows the account for it: nobody while it is not known which account, or where it is done."""
        return self.holder_id if self.account_id is not None else None


def hear(before: Heard | None, news: News) -> Heard:
    """Return what is known after an event: the same in whatever order and however often the events come."""
    known = before or Heard(news.version, news.holder_id, news.at, news.is_over)
    newest = news if news.version > known.version else known
    account_id = news.account_id if news.is_origin else known.account_id
    return Heard(newest.version, newest.holder_id, newest.at, newest.is_over, account_id)


def is_conflict(followers: Collection[str], settled: Collection[str], threshold: int) -> bool:
    """Say whether so many people follow an account that they should be told of each other.

    Those among whom a decision has settled it are none, nor is any part of them; somebody new is.
    """
    return len(set(followers)) > threshold and not set(followers) <= set(settled)


def notice_at(told_at: datetime | None, now: datetime, policy: ConflictPolicy) -> datetime:
    """Return when those who follow an account may be told of something: now, or in the digest after the silence."""
    silent_until = None if told_at is None else told_at + policy.silence
    if silent_until is None or silent_until <= now:
        return now
    if policy.digest_at is None:
        return silent_until
    local = silent_until.astimezone(ZoneInfo(policy.zone))
    digest = local.replace(hour=policy.digest_at.hour, minute=policy.digest_at.minute, second=0, microsecond=0)
    if digest.astimezone(UTC) < silent_until:
        digest += timedelta(days=1)  # the same time by the clock, whatever the clocks are put to overnight
    return digest.astimezone(UTC)


def candidate(followers: Mapping[str, datetime], account_owner_id: str | None) -> Candidate:
    """Return who is proposed as primary owner: who answers for the account if they follow it, else who does longest."""
    if account_owner_id is not None and account_owner_id in followers:
        return Candidate(user_id=account_owner_id, because="account_owner")
    first = min(followers, key=lambda user_id: (followers[user_id], user_id))
    return Candidate(user_id=first, because="follows_longest")
