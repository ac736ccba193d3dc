"""Keeping the cases' schedules in step."""

from typing import Any

from tests.integration.cases.conftest import CASE, SOLVED, Desk


def timers(desk: Desk) -> list[str]:
    return [each["fires_at"] for each in desk.twin.pump.timers() if each["name"].startswith(desk.case_id)]


def change(desk: Desk, before: int | None, after: int | None) -> Any:
    keys = {"pk": {"S": desk.case_id}, "sk": {"S": "META"}}

    def image(due: int | None) -> dict[str, Any]:
        return keys if due is None else keys | {"next_due_at": {"N": str(due)}}

    changed = {"Keys": keys, "SequenceNumber": "1", "OldImage": image(before), "NewImage": image(after)}
    record = {"eventID": "1", "eventName": "MODIFY", "eventSource": "aws:dynamodb", "dynamodb": changed}
    return desk.invoke("keep_case_timers", {"Records": [record]})


def test_there_is_one_for_what_comes_next(desk: Desk) -> None:
    assert timers(desk) == ["2026-03-02T02:30:00Z"], "half of the first response"
    desk.answers()
    assert timers(desk) == ["2026-03-02T04:00:00Z"], "half of the restoration"
    desk.does("agent", f"POST /cases/{CASE}/stops", {"reason": "x"})
    assert timers(desk) == [], "pausing stops timers"
    desk.does("agent", f"POST /cases/{CASE}/resumptions", {})
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    assert timers(desk) == ["2026-03-09T02:00:00Z"], "when it closes by itself"
    desk.does("agent", f"POST /cases/{CASE}/closure", {})
    assert timers(desk) == []


def test_a_second_delivery_makes_no_second_timer(desk: Desk) -> None:
    later = 1_772_500_000
    for _ in range(2):
        assert change(desk, None, later) == {"batchItemFailures": []}
    assert len(timers(desk)) == 2
    for _ in range(2):
        assert change(desk, later, None) == {"batchItemFailures": []}
    assert timers(desk) == ["2026-03-02T02:30:00Z"]


def test_a_change_of_something_else_changes_no_timer(desk: Desk) -> None:
    change(desk, 1_772_500_000, 1_772_500_000)
    assert timers(desk) == ["2026-03-02T02:30:00Z"]
