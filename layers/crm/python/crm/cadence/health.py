"""An account's health, as a pure function of what is known of it and the time."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from crm.cadence.settings.health import HealthRules, Loss
from crm.cadence.vocabulary import HealthSignal, SurveyMood

HIGHEST = 100


class Known(NamedTuple):
    """What an account's health follows from."""

    feedback: int
    """What talks and surveys added and took away, within the limits of the rules."""
    quiet_since: datetime | None
    """When it was heard of last, or first known; None where that is not known."""
    renews_on: date | None
    zone: str


class HealthParts(BaseModel):
    """What a score is made of: the base, and what was added or lost."""

    model_config = ConfigDict(frozen=True)

    base: int
    feedback: int
    silence: int
    overdue_renewal: int

    @property
    def score(self) -> int:
        """All parts together, within 0 and 100."""
        return max(0, min(HIGHEST, self.base + self.feedback + self.silence + self.overdue_renewal))


def assess(rules: HealthRules, known: Known, now: datetime) -> HealthParts:
    """Return the parts of an account's health at an instant."""
    quiet = None if known.quiet_since is None else (now - known.quiet_since).days
    overdue = None if known.renews_on is None else (_today(known, now) - known.renews_on).days
    return HealthParts(
        base=rules.base,
        feedback=known.feedback,
        silence=-_lost(rules.silence, quiet),
        overdue_renewal=-_lost(rules.overdue_renewal, overdue),
    )


def after_talk(rules: HealthRules, feedback: int, signal: HealthSignal) -> int:
    """Return what feedback comes to after one more talk."""
    return _within(rules, feedback + rules.signals[signal])


def after_survey(rules: HealthRules, feedback: int, mood: SurveyMood) -> int:
    """Return what feedback comes to after one more answer to a survey."""
    return _within(rules, feedback + rules.surveys.get(mood, 0))


def corrected(rules: HealthRules, feedback: int, was: HealthSignal, now_is: HealthSignal) -> int:
    """Return what feedback comes to when a talk that was counted is told to have gone otherwise."""
    return _within(rules, feedback - rules.signals[was] + rules.signals[now_is])


def next_change(rules: HealthRules, known: Known, now: datetime) -> datetime | None:
    """Return the next instant after `now` at which time alone may change the score, None where there is none."""
    instants: list[datetime] = []
    if known.quiet_since is not None:
        instants += [known.quiet_since + timedelta(days=each.from_days) for each in rules.silence]
    if known.renews_on is not None:
        days = (known.renews_on + timedelta(days=each.from_days) for each in rules.overdue_renewal)
        instants += [datetime.combine(day, time(), ZoneInfo(known.zone)) for day in days]
    return min((each for each in instants if each > now), default=None)


def _today(known: Known, now: datetime) -> date:
    return now.astimezone(ZoneInfo(known.zone)).date()


def _lost(losses: Iterable[Loss], days: int | None) -> int:
    reached = [each for each in losses if days is not None and days >= each.from_days]
    return max(reached, key=lambda each: each.from_days).points if reached else 0


def _within(rules: HealthRules, feedback: int) -> int:
    return max(rules.feedback_at_least, min(rules.feedback_at_most, feedback))
