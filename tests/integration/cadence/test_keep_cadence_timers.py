"""Keeping the schedules of cadence in step."""

from tests.integration.cadence.conftest import SAID, Office


def test_every_team_has_one_for_its_next_week(office: Office) -> None:
    assert office.timers("rhythm_sales") == ["2026-03-08T16:30:00Z"]
    office.week_begins()
    assert office.timers("rhythm_sales") == ["2026-03-15T16:30:00Z"]


def test_a_published_list_has_one_for_what_comes_next(office: Office) -> None:
    office.week_begins()
    list_id = office.weekly()["list_id"]
    assert office.timers(list_id) == []
    office.does("lead", f"POST /cadence-lists/{list_id}/approve")
    assert office.timers(list_id) == ["2026-03-09T01:30:00Z"]
    office.does("rep", f"POST /cadence-items/{list_id}-001/feedback", SAID)
    assert office.timers(list_id) == []
