"""Explaining the clocks of a case."""

import pytest

from tests.integration.cases.conftest import CASE, READERS, Desk, only_for

EXPLAIN = f"GET /cases/{CASE}/sla/explain"


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, EXPLAIN, None, *READERS)


@pytest.mark.requirement("R-158")
def test_every_stretch_is_there_and_the_sums_agree(desk: Desk) -> None:
    desk.answers()
    desk.twin.advance(minutes=20)
    desk.does("agent", f"POST /cases/{CASE}/waits", {"wait_for": "customer", "asked": "?"})
    desk.twin.advance(days=1)
    desk.does("agent", f"POST /cases/{CASE}/resumptions", {})
    desk.twin.advance(minutes=10)
    account = desk.does("qa_supervisor", EXPLAIN)
    assert (account["policy"], account["calendar"], account["matches_stored"]) == ("standard@0", "office@0", True)
    assert account["pauses"]["resolution"] == ["customer", "third_party", "stop_work"]
    resolution = next(each for each in account["milestones"] if each["milestone"] == "resolution")
    assert [(each["kind"], each["paused_by"], each["counted_seconds"]) for each in resolution["stretches"]] == [
        ("counted", [], 1200),
        ("paused", ["customer"], 0),
        ("counted", [], 600),
    ]
    assert resolution["counted_seconds"] == 1800
    shown = next(each for each in desk.case()["milestones"] if each["milestone"] == "resolution")
    assert shown["elapsed_seconds"] == resolution["counted_seconds"]
