"""What a score means, where it goes, what looks like no customer's answer: pure functions."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from crm.surveys.models import Said
from crm.surveys.settings.policy import SurveyPolicy
from crm.surveys.vocabulary import SCALES, Flag, Kind, Mood, Trend

_MOODS: dict[Kind, tuple[int, int]] = {"csat": (4, 3), "nps": (9, 7), "ces": (5, 4)}
"""From which score on somebody is satisfied, and from which neither."""

_PROGRAMS = re.compile(
    r"bot\b|bot/|crawl|spider|preview|scanner|scan\b|curl/|wget/|python-|headless|httpclient|go-http|java/|okhttp"
    r"|libwww|safelinks|proofpoint|mimecast|barracuda|facebookexternalhit|slurp|phantomjs",
    re.IGNORECASE,
)
"""What programs call themselves that open or send what is in a mail, and no customer's browser."""


def mood_of(kind: Kind, score: int | None) -> Mood | None:
    """Return what a score comes to, None where there is none."""
    if score is None or kind not in _MOODS:
        return None
    satisfied, neutral = _MOODS[kind]
    if score >= satisfied:
        return "satisfied"
    return "neutral" if score >= neutral else "dissatisfied"


def points_of(kind: Kind, score: int | None) -> float | None:
    """Return a score on a scale of 100."""
    scale = SCALES[kind]
    if score is None or scale is None:
        return None
    lowest, highest = scale
    return round(100 * (score - lowest) / (highest - lowest), 2)


def in_scale(kind: Kind, score: int) -> bool:
    """Say whether a score is one of the questionnaire's."""
    scale = SCALES[kind]
    return scale is not None and scale[0] <= score <= scale[1]


def is_low(policy: SurveyPolicy, kind: Kind, score: int | None) -> bool:
    """Say whether a score is reviewed: of CSAT one below the policy's, of others what is dissatisfied (R-059)."""
    if score is None:
        return False
    return score < policy.low_below if kind == "csat" else mood_of(kind, score) == "dissatisfied"


def flags_of(
    policy: SurveyPolicy, user_agent: str, sent_at: datetime, now: datetime, from_address: int
) -> tuple[Flag, ...]:
    """Return why an answer looks like stuffing (R-065): none where it looks like a customer's.

    `from_address` is how many answers came from the same address within the policy's time, with this one.
    """
    flags: list[Flag] = []
    if not user_agent.strip() or _PROGRAMS.search(user_agent):
        flags.append("machine")
    if now - sent_at < timedelta(seconds=policy.too_fast_seconds):
        flags.append("too_fast")
    if from_address > policy.burst_answers:
        flags.append("burst")
    return tuple(flags)


def is_machine(flags: Sequence[Flag]) -> bool:
    """Say whether a program sent it: the link then stays good for the customer, who has not answered yet."""
    return "machine" in flags or "too_fast" in flags


def trend_of(said: Sequence[Said], policy: SurveyPolicy) -> Trend:
    """Return where satisfaction goes: the mean of the last answers against that of as many before them.

    `said` is in the order of time. Where there are fewer than twice as many, the two halves are as large as they can
    be; a single answer is flat.
    """
    points = [each.points for each in said if each.points is not None]
    half = min(policy.trend_answers, len(points) // 2)
    if half == 0:
        return "flat"
    change = (sum(points[-half:]) - sum(points[-2 * half : -half])) / half
    if abs(change) < policy.trend_points:
        return "flat"
    return "up" if change > 0 else "down"
