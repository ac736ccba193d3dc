"""Counting collaboration cards."""

import pytest

from tests.flows.conftest import Company

ASK = {
    "card_type": "service_support",
    "title": "客户A 售后问题",
    "account_id": "customer-a",
    "priority": "high",
}


@pytest.mark.requirement("R-267")
def test_how_long_cards_take(company: Company) -> None:
    assert company.does("qa", "GET /metrics/card_handling_time")["value"] is None
    for who, minutes in (("li-lei", 30), ("li-lei", 60), ("duty-rd", 90)):
        card_id = company.does("wang-qiang", "POST /collab-cards", ASK | {"assignee_id": who})["card_id"]
        company.twin.advance(minutes=minutes)
        company.does(who, f"POST /collab-cards/{card_id}/complete", {"result": "已解决"})
    shown = company.does("qa", "GET /metrics/card_handling_time?by=team")
    assert shown["value"] == pytest.approx(60, abs=0.1)
    assert shown["percentiles"]["p95"] == pytest.approx(90, rel=shown["percentiles"]["error"] + 0.001)
    groups = {each["key"]: each for each in shown["groups"]}
    assert groups["support"]["value"] == pytest.approx(45, abs=0.1)
    assert groups["support"]["percentiles"]["p95"] == pytest.approx(60, rel=0.021)
    assert groups["cross-department"]["value"] == pytest.approx(90, abs=0.1)


def test_what_is_made_by_hand_was_asked_for_by_nobody(company: Company) -> None:
    company.does("wang-qiang", "POST /collab-cards", ASK | {"assignee_id": "li-lei"})
    shown = company.does("qa", "GET /metrics/card_generation_rate")
    assert (shown["value"], shown["numerator"], shown["denominator"]) == (None, 0, 0)
