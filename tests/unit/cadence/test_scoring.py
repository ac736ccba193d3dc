"""Which accounts are key accounts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crm.cadence import scoring
from crm.cadence.scoring import Facts
from crm.cadence.settings.scoring import CadenceScoring
from crm.core.money import Money

SHIPPED = CadenceScoring.shipped()["default"]
TODAY = date(2026, 3, 9)

amounts = st.none() | st.builds(Money, amount_minor=st.integers(0, 10**12), currency=st.sampled_from(["CNY", "EUR"]))
renewals = st.none() | st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
facts = st.builds(Facts, amounts, renewals, st.booleans(), st.none() | st.integers(0, 400))


@given(facts)
def test_the_score_is_the_sum_of_its_parts(what: Facts) -> None:
    found = scoring.score(SHIPPED, what, TODAY)
    assert found.total == min(100, found.amount + found.silence + found.renewal + found.rated)


@given(facts, st.integers(0, 10**12))
def test_more_money_never_scores_less(what: Facts, more: int) -> None:
    if what.amount is None:
        return
    larger = what._replace(amount=what.amount.model_copy(update={"amount_minor": what.amount.amount_minor + more}))
    assert scoring.score(SHIPPED, larger, TODAY).total >= scoring.score(SHIPPED, what, TODAY).total


@given(facts)
def test_something_is_suggested_for_everybody(what: Facts) -> None:
    assert scoring.suggest(SHIPPED, what, TODAY) in SHIPPED.actions


@given(facts, st.integers(0, 100))
def test_who_is_rated_is_chosen_whatever_the_score(what: Facts, threshold: int) -> None:
    found = scoring.score(SHIPPED, what, TODAY)
    rule = scoring.chosen_by(found, threshold, rated=what.rated)
    assert (rule is not None) == (what.rated or found.total >= threshold)


def test_amounts_are_compared_in_one_currency() -> None:
    euros = SHIPPED.model_copy(update={"rates": {"EUR": 8_000_000, "JPY": 4_800_000}})
    million = Money(amount_minor=12_500_000, currency="EUR")
    assert euros.worth(million) == 100_000_000
    assert euros.worth(Money(amount_minor=1, currency="JPY")) == 4, "1 JPY is 4.8 fen: a minor unit is a whole yen"
    assert SHIPPED.worth(million) is None
    unknown = scoring.score(SHIPPED, Facts(million, None, rated=False, silent_days=None), TODAY)
    assert (unknown.amount, unknown.amount_known) == (0, False)


def test_an_overdue_renewal_counts_as_a_near_one() -> None:
    scores = [
        scoring.score(SHIPPED, Facts(None, TODAY + timedelta(days=days), rated=False, silent_days=None), TODAY).renewal
        for days in (-1, 0, 30, 31, 90, 180, 181)
    ]
    assert scores == [30, 30, 30, 20, 20, 10, 0]
