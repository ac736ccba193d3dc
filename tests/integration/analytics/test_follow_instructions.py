"""Counting what is asked for in IM."""

import pytest

from tests.conformance.stage import Stage
from tests.flows.conftest import Company


@pytest.mark.requirement("R-266")
def test_each_that_was_understood_and_the_cards_made_of_them(company: Company) -> None:
    stage = Stage(company.twin)
    stage.enter("known in Feishu")
    before = company.does("qa", "GET /metrics/card_generation_rate")
    assert (before["value"], before["denominator"]) == (None, 0)

    stage.enter("asked in Feishu")
    shown = company.does("qa", "GET /metrics/card_generation_rate?by=team")
    assert (shown["value"], shown["numerator"], shown["denominator"]) == (1, 1, 1)
    rows = company.does("qa", "GET /metrics/card_generation_rate/explain")["items"]
    assert sorted((each["subject"], each["numerator"], each["denominator"]) for each in rows) == [
        ("card", 1, 0),
        ("instruction", 0, 1),
    ]
    assert [(each["numerator"], each["denominator"]) for each in shown["groups"]] == [(1, 1)]
