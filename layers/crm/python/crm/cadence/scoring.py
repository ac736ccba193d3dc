"""Which accounts are key accounts, and what to do with them: pure rules."""

from datetime import date
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from crm.cadence.settings.scoring import CadenceScoring, SuggestedAction
from crm.cadence.vocabulary import ChosenBy
from crm.core.money import Money

HIGHEST = 100


class Facts(NamedTuple):
    """What is known of an account when it is scored."""

    amount: Money | None
    renews_on: date | None
    rated: bool
    silent_days: int | None
    """For how many days nothing was heard of it; None where it is not known since when."""


class Scores(BaseModel):
    """An account's points, part by part. `amount_known` is false for an amount that cannot be compared."""

    model_config = ConfigDict(frozen=True)

    amount: int
    silence: int
    renewal: int
    rated: int
    total: int
    amount_known: bool


def is_rated(scoring: CadenceScoring, tags: tuple[str, ...], *, key_account: bool) -> bool:
    """Say whether somebody rated an account a key account."""
    return key_account or not set(scoring.key_account_tags).isdisjoint(tags)


def score(scoring: CadenceScoring, facts: Facts, today: date) -> Scores:
    """Return the points of an account on a day."""
    worth = None if facts.amount is None else scoring.worth(facts.amount)
    parts = {
        "amount": max(
            (each.points for each in scoring.amount if worth is not None and worth >= each.from_minor), default=0
        ),
        "silence": _silence(scoring, facts.silent_days),
        "renewal": _renewal(scoring, facts.renews_on, today),
        "rated": scoring.rated if facts.rated else 0,
    }
    total = min(HIGHEST, sum(parts.values()))
    return Scores(**parts, total=total, amount_known=facts.amount is None or worth is not None)


def _silence(scoring: CadenceScoring, days: int | None) -> int:
    return max((each.points for each in scoring.silence if days is not None and days >= each.from_days), default=0)


def _renewal(scoring: CadenceScoring, renews_on: date | None, today: date) -> int:
    if renews_on is None:
        return 0
    left = (renews_on - today).days
    if left < 0:
        return scoring.overdue_renewal
    return max((each.points for each in scoring.renewal if left <= each.within_days), default=0)


def chosen_by(scores: Scores, threshold: int, *, rated: bool) -> ChosenBy | None:
    """Return the rule that makes an account a key account, None where none does."""
    if rated:
        return "rated_key_account"
    return "score_above_threshold" if scores.total >= threshold else None


def suggest(scoring: CadenceScoring, facts: Facts, today: date) -> SuggestedAction:
    """Return the first action that fits an account; the last fits every one."""
    left = None if facts.renews_on is None else (facts.renews_on - today).days
    return next(each for each in scoring.actions if _fits(each, left, facts.silent_days))


def _fits(action: SuggestedAction, renews_in_days: int | None, silent_days: int | None) -> bool:
    if action.renewal_within_days is not None and (
        renews_in_days is None or renews_in_days > action.renewal_within_days
    ):
        return False
    return action.silent_for_days is None or (silent_days is not None and silent_days >= action.silent_for_days)
