"""Counting the items of weekly lists."""

from datetime import datetime
from typing import Any

import pytest

from tests.faults.cadence import HONGDA, SAID
from tests.flows.conftest import Company


def _until(company: Company, instant: str) -> None:
    left = datetime.fromisoformat(instant) - company.twin.clock.now()
    company.twin.advance(seconds=left.total_seconds())


def _published(company: Company) -> list[str]:
    """Let 李雷 have two key accounts on the list of the second week; return its items."""
    for account_id, name in (("hongda", "宏达集团"), ("stars", "星际科技")):
        company.does("admin", "POST /accounts", HONGDA | {"account_id": account_id, "name": name})
    _until(company, "2026-03-09T00:31:00+08:00")
    (row,) = company.does("li-lei", "GET /cadence-lists?week=2026-W11")["items"]
    company.does("wang-qiang", f"POST /cadence-lists/{row['list_id']}/approve")
    items = company.does("li-lei", f"GET /cadence-lists/{row['list_id']}")["items"]
    return [each["item_id"] for each in items]


def _metric(company: Company, name: str, query: str = "") -> Any:
    return company.does("qa", f"GET /metrics/{name}{query}")


@pytest.mark.requirement("R-280", "R-281")
def test_half_of_the_items_are_done_and_their_reminders_acted_on(company: Company) -> None:
    first, second = _published(company)
    week = _metric(company, "cadence_execution_rate", "?by=week&from=2026-03-02&to=2026-03-15")
    assert [(each["key"], each["value"]) for each in week["groups"]] == [("2026-W10", None), ("2026-W11", 0)]
    _until(company, "2026-03-09T12:00:00+08:00")
    company.does("li-lei", f"POST /cadence-items/{first}/feedback", SAID)
    _until(company, "2026-03-12T20:00:00+08:00")
    shown = _metric(company, "cadence_execution_rate", "?by=assignee")
    assert (shown["value"], shown["numerator"], shown["denominator"]) == (0.5, 1, 2)
    assert [(each["key"], each["value"]) for each in shown["groups"]] == [("li-lei", 0.5)]

    reminded = [each["data"]["item_ids"] for each in company.twin.pump.events if each["type"] == "CadenceReminded"]
    sent = [item for items in reminded for item in items]
    assert sent.count(first) == 1
    assert sent.count(second) > 1
    response = _metric(company, "reminder_response_rate")
    assert (response["numerator"], response["denominator"]) == (1, len(sent))
    rows = company.does("qa", "GET /metrics/reminder_response_rate/explain")["items"]
    assert {each["subject_id"]: each["numerator"] for each in rows} == {first: 1, second: 0}
