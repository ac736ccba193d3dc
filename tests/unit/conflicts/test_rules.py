"""Who follows, when that is a conflict, and when it is told of."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.conflicts import rules
from crm.conflicts.rules import Heard, News
from crm.conflicts.settings.policy import ConflictPolicy

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
PEOPLE = ("zhao", "sun", "li", "wang")

people = st.sampled_from(PEOPLE)
lives = st.lists(st.one_of(st.none(), people), max_size=5)
"""With whom a task is, one version after the other; nobody where it was given back or is over."""


def at(hour: float, day: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour)


def told_of(first: str, life: list[str | None], account_id: str | None) -> list[News]:
    """Return the events of a task in the order they happened."""
    origin = News(1, first, at(0), is_origin=True, account_id=account_id)
    return [origin, *(News(version, holder, at(version)) for version, holder in enumerate(life, 2))]


@given(first=people, life=lives, data=st.data())
def test_in_whatever_order_and_however_often_it_is_heard_the_newest_decides(
    first: str, life: list[str | None], data: st.DataObject
) -> None:
    story = told_of(first, life, "acme")
    again = data.draw(st.lists(st.sampled_from(story), max_size=5))
    heard: Heard | None = None
    for news in data.draw(st.permutations(story + again)):
        heard = rules.hear(heard, news)
    assert heard is not None
    assert (heard.version, heard.account_id) == (len(story), "acme")
    assert heard.follower_id == story[-1].holder_id


@given(first=people, life=lives)
def test_nobody_follows_for_a_task_about_no_account_or_one_not_yet_known(first: str, life: list[str | None]) -> None:
    for story in (told_of(first, life, None), told_of(first, life, "acme")[1:]):
        heard: Heard | None = None
        for news in story:
            heard = rules.hear(heard, news)
            assert heard.follower_id is None


@given(followers=st.lists(people), settled=st.sets(people), threshold=st.integers(1, 4))
def test_a_conflict_is_more_different_people_than_the_threshold_with_somebody_new(
    followers: list[str], settled: set[str], threshold: int
) -> None:
    found = rules.is_conflict(followers, settled, threshold)
    assert found is (len(set(followers)) > threshold and bool(set(followers) - settled))
    assert rules.is_conflict(followers * 2, settled, threshold) is found, "another task of the same person is nothing"


@pytest.mark.parametrize(
    ("told_at", "now", "digest_at", "expected"),
    [
        (None, at(2), time(17), at(2)),
        (at(2), at(2.5), time(17), at(9)),
        (at(2), at(6), time(17), at(6)),
        (at(2), at(5.9), None, at(6)),
        (at(5), at(5.5), time(17), at(9)),
        (at(5.1), at(5.5), time(17), at(9, day=1)),
    ],
)
def test_a_notice_goes_now_or_in_the_digest_after_the_silence(
    told_at: datetime | None, now: datetime, digest_at: time | None, expected: datetime
) -> None:
    """Five in the afternoon in Shanghai is 9:00 UTC."""
    assert rules.notice_at(told_at, now, ConflictPolicy(digest_at=digest_at)) == expected


@pytest.mark.parametrize(
    ("told_at", "expected"),
    [
        (datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC)),
    ],
)
def test_a_digest_keeps_to_the_clock_when_that_is_put_forward_or_back(told_at: datetime, expected: datetime) -> None:
    policy = ConflictPolicy(zone="Europe/Berlin", digest_at=time(9))
    assert rules.notice_at(told_at, told_at, policy) == expected


@given(
    minutes=st.lists(st.integers(0, 5 * 24 * 60), min_size=1, max_size=30),
    silence=st.integers(300, 2 * 24 * 3600),
    digest=st.one_of(st.none(), st.times().map(lambda each: each.replace(second=0, microsecond=0))),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
)
def test_there_is_never_more_than_one_notice_in_a_silence_and_never_silence_for_ever(
    minutes: list[int], silence: int, digest: time | None, zone: str
) -> None:
    """Played as `watching` plays it: who joins is told at once, or waits for a digest that is due once."""
    policy = ConflictPolicy(silence_seconds=silence, digest_at=digest, zone=zone)
    joins = sorted(MONDAY + timedelta(days=25, minutes=each) for each in minutes)
    told: list[datetime] = []
    waiting: list[datetime] = []
    due: datetime | None = None
    waited: list[timedelta] = []
    for now in (*joins, None):
        if due is not None and (now is None or due <= now):
            waited += [due - each for each in waiting]
            told.append(due)
            waiting, due = [], None
        if now is None:
            break
        when = rules.notice_at(told[-1] if told else None, now, policy)
        if when <= now:
            waited += [now - each for each in (*waiting, now)]
            told.append(now)
            waiting, due = [], None
        else:
            waiting.append(now)
            due = due or when
    assert len(waited) == len(joins), "everybody is told of"
    assert max(waited) <= policy.silence + timedelta(hours=25), "at the latest in the next digest"
    assert all(later - earlier >= policy.silence for earlier, later in pairwise(told))


@given(st.dictionaries(people, st.integers(0, 100), min_size=1), st.one_of(st.none(), people))
def test_who_answers_for_the_account_is_proposed_else_who_follows_longest(
    since: dict[str, int], owner: str | None
) -> None:
    followers = {user_id: MONDAY + timedelta(minutes=each) for user_id, each in since.items()}
    found = rules.candidate(followers, owner)
    if owner in followers:
        assert (found.user_id, found.because) == (owner, "account_owner")
    else:
        assert found.because == "follows_longest"
        assert followers[found.user_id] == min(followers.values())
