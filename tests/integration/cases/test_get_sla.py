"""The service levels of a case."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, READERS, Desk, only_for

SLA = f"GET /cases/{CASE}/sla"


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, SLA, None, *READERS)


@pytest.mark.requirement("R-003", "R-123")
def test_it_shows_targets_time_left_and_state(desk: Desk) -> None:
    desk.later("2026-03-02T02:30:00+00:00")
    shown = desk.does("qa_supervisor", SLA)
    assert (shown["policy"], shown["calendar"], shown["zone"], shown["as_of"]) == (
        "standard@0",
        "office@0",
        "Asia/Shanghai",
        "2026-03-02T02:30:00Z",
    )
    assert [
        (each["milestone"], each["target_seconds"], each["remaining_seconds"], each["state"], each["color"])
        for each in shown["milestones"]
    ] == [
        ("first_response", 3600, 1800, "running", "yellow"),
        ("restore", 14400, 12600, "running", "green"),
        ("resolution", 32400, 30600, "running", "green"),
    ]
    assert (shown["due_at"], shown["color"]) == ("2026-03-02T03:00:00Z", "yellow")


@pytest.mark.requirement("R-037")
def test_a_bad_zone_is_named(desk: Desk) -> None:
    refused = problem(desk.call("agent", f"{SLA}?zone=Mars/Olympus"), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == ["zone"]


@pytest.mark.requirement("R-037")
def test_due_times_stand_in_the_calendars_zone_and_the_readers(desk: Desk) -> None:
    for query, zone, local in (
        ("", "Asia/Shanghai", "2026-03-02T11:00:00+08:00"),
        ("?zone=America/New_York", "America/New_York", "2026-03-01T22:00:00-05:00"),
    ):
        shown = desk.does("agent", f"{SLA}{query}")
        response = shown["milestones"][0]
        assert (shown["zone"], shown["reader_zone"]) == ("Asia/Shanghai", zone)
        assert (response["due_at"], response["due_by_calendar"], response["due_by_reader"]) == (
            "2026-03-02T03:00:00Z",
            "2026-03-02T11:00:00+08:00",
            local,
        )
    desk.answers()
    desk.does("agent", f"POST /cases/{CASE}/waits", {"wait_for": "customer", "asked": "?"})
    waiting = desk.does("agent", SLA)["milestones"][-1]
    assert (waiting["due_at"], waiting["due_by_calendar"], waiting["due_by_reader"]) == (None, None, None)


@pytest.mark.requirement("R-206")
def test_the_reasons_of_a_pause_are_kept_apart(desk: Desk) -> None:
    for wait_for in ("customer", "third_party"):
        desk.does("agent", f"POST /cases/{CASE}/waits", {"wait_for": wait_for, "asked": "?"})
        paused = {each["milestone"]: each["paused_by"] for each in desk.does("agent", SLA)["milestones"]}
        assert paused == {"first_response": [], "restore": [wait_for], "resolution": [wait_for]}


@pytest.mark.requirement("R-174")
def test_all_three_go_on_after_a_holiday(desk: Desk) -> None:
    """Opened half an hour before the office closes, and the next day is none: time goes on the day after that."""
    office = desk.does("admin", "GET /settings/directory.calendar/office")["document"]
    body = {"document": office | {"holidays": {"2026-03-03": "停业"}}, "note": "test"}
    desk.does("admin", "PUT /settings/directory.calendar/office", body, If_Match="0")
    desk.later("2026-03-02T09:30:00+00:00")
    number = desk.opens()["number"]
    shown = desk.does("agent", f"GET /cases/{number}/sla")
    assert shown["calendar"] == "office@1"
    assert {each["milestone"]: each["due_at"] for each in shown["milestones"]} == {
        "first_response": "2026-03-04T01:30:00Z",
        "restore": "2026-03-04T04:30:00Z",
        "resolution": "2026-03-04T09:30:00Z",
    }
