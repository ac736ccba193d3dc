"""An account's health."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crm.cadence import health
from crm.cadence.health import Known
from crm.cadence.settings.health import HealthRules
from crm.cadence.standing import KEPT, begin
from crm.cadence.vocabulary import HealthSignal
from crm.core.settings import Versioned

RULES = HealthRules.shipped()["default"]
NOW = datetime(2026, 3, 9, 1, 30, tzinfo=UTC)
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin")
SIGNALS: tuple[HealthSignal, ...] = ("improved", "steady", "worsened")

ages = st.integers(0, 400)
known = st.builds(
    Known,
    st.integers(RULES.feedback_at_least, RULES.feedback_at_most),
    st.none() | ages.map(lambda days: NOW - timedelta(days=days)),
    st.none() | st.integers(-100, 100).map(lambda days: date(2026, 3, 9) + timedelta(days=days)),
    st.sampled_from(ZONES),
)


@given(known, st.integers(0, 500))
def test_it_stays_within_bounds_and_is_the_sum_of_its_parts(what: Known, days: int) -> None:
    parts = health.assess(RULES, what, NOW + timedelta(days=days))
    total = parts.base + parts.feedback + parts.silence + parts.overdue_renewal
    assert parts.score == max(0, min(100, total))


@given(known, st.integers(0, 400), st.integers(0, 400))
def test_time_alone_never_makes_it_better(what: Known, some: int, more: int) -> None:
    sooner, later = NOW + timedelta(days=some), NOW + timedelta(days=some + more)
    assert health.assess(RULES, what, later).score <= health.assess(RULES, what, sooner).score


@given(known, st.integers(0, 400 * 24))
def test_nothing_changes_before_the_next_change(what: Known, hours: int) -> None:
    now = NOW + timedelta(hours=hours)
    following = health.next_change(RULES, what, now)
    until = following or now + timedelta(days=4000)
    assert until > now
    parts = health.assess(RULES, what, now)
    assert health.assess(RULES, what, until - timedelta(seconds=1)) == parts
    if following is not None:
        assert health.assess(RULES, what, following) != parts


@given(st.integers(RULES.feedback_at_least, RULES.feedback_at_most), st.sampled_from(SIGNALS))
def test_a_talk_moves_it_by_its_signal_within_the_limits(before: int, signal: HealthSignal) -> None:
    after = health.after_talk(RULES, before, signal)
    assert RULES.feedback_at_least <= after <= RULES.feedback_at_most
    assert abs(after - before) <= abs(RULES.signals[signal])
    assert (after - before) * RULES.signals[signal] >= 0


@given(st.integers(-30, 20), st.sampled_from(SIGNALS))
def test_what_is_corrected_counts_as_if_it_had_been_told_at_once(before: int, signal: HealthSignal) -> None:
    taken_for = health.after_talk(RULES, before, "steady")
    assert health.corrected(RULES, taken_for, "steady", signal) == health.after_talk(RULES, before, signal)


@given(st.lists(st.integers(0, 60), max_size=60))
def test_history_tells_every_change_and_keeps_the_newest(steps: list[int]) -> None:
    rules = Versioned("default", 0, RULES)
    standing, now, told = begin("acme", "Asia/Shanghai", rules, NOW), NOW, 0
    for days in steps:
        now += timedelta(days=days)
        before = standing.score
        standing = standing.model_copy(update={"heard_at": now} if days % 2 else {}).looked_at(rules, ["silence"], now)
        told += before != standing.score
    assert len(standing.history) == min(told, KEPT)
    changes = standing.history
    assert all(one.after == other.before for one, other in pairwise(changes))
    assert not changes or changes[-1].after == standing.score
