"""Counting tasks."""

from datetime import timedelta
from itertools import permutations

import pytest

from tests.integration.analytics.conftest import Library

TWO_DAYS_ON = "2026-03-04T10:00:00Z"


@pytest.mark.requirement("R-252")
def test_three_of_four_are_taken_on(library: Library) -> None:
    for answer in ("accept", "accept", "start", "reject"):
        library.gives_on("rep", answer)
    shown = library.asks("task_acceptance_rate")
    assert (shown["value"], shown["numerator"], shown["denominator"]) == (0.75, 3, 4)


def test_only_what_others_gave_and_did_not_take_back_counts(library: Library) -> None:
    library.gives("rep", None)
    library.act("lead", library.gives(), "cancel", {"reason": "客户已解决"})
    assert library.value("task_acceptance_rate") is None
    task = library.gives()
    assert library.value("task_acceptance_rate") == 0
    library.act("lead", task, "reassign", {"assignee_id": "peer", "reason": "出差"})
    library.act("peer", task, "accept")
    assert library.groups("task_acceptance_rate", "assignee") == {"peer": 1}
    library.act("peer", task, "reject", {"reason": "做不了"})
    assert library.groups("task_acceptance_rate", "assignee") == {"peer": 0}


@pytest.mark.requirement("R-253")
def test_two_of_three_are_done_in_time(library: Library) -> None:
    for who in ("rep", "rep", "outsider"):
        task = library.gives("boss", who)
        if who == "outsider":
            library.twin.advance(hours=9)
        library.act(who, task, "complete", {"result": "完成"})
    shown = library.asks("on_time_completion_rate", by="assignee")
    assert (round(shown["value"], 3), shown["numerator"], shown["denominator"]) == (0.667, 2, 3)
    assert {each["key"]: each["value"] for each in shown["groups"]} == {"rep": 1, "outsider": 0}
    assert library.groups("on_time_completion_rate", "team") == {"sales": 1, "elsewhere": 0}


def test_what_is_not_done_was_not_done_in_time(library: Library) -> None:
    task = library.gives()
    library.twin.advance(hours=9)
    assert library.value("on_time_completion_rate") == 0
    later = {"due_at": TWO_DAYS_ON, "reason": "客户改期"}
    library.act("rep", task, "reschedule", later)
    assert library.value("on_time_completion_rate") is None, "it is due another time"
    library.act("rep", task, "complete", {"result": "完成"})
    assert library.value("on_time_completion_rate") == 1


@pytest.mark.requirement("R-254")
def test_what_is_overdue_is_counted_and_listed(library: Library) -> None:
    task = library.gives()
    assert library.value("tasks_overdue") == 0
    library.twin.advance(hours=9)
    assert library.value("tasks_overdue") == 1
    (row,) = library.rows("tasks_overdue")
    assert (row["subject"], row["subject_id"], row["numerator"], row["at"]) == ("task", task, 1, "2026-03-02T10:00:00Z")
    assert row["assignee_id"] == "rep"
    assert library.groups("tasks_overdue", "still") == {"open": 1}
    library.act("rep", task, "complete", {"result": "完成"})
    assert library.groups("tasks_overdue", "still") == {"over": 1}


def test_events_in_any_order_and_twice_come_to_the_same(library: Library) -> None:
    task = library.gives_on("rep", "accept")
    library.twin.advance(hours=9)
    library.act("rep", task, "complete", {"result": "完成"})
    events = library.envelopes(task, "TaskCreated", "TaskAccepted", "TaskOverdue", "TaskCompleted")
    counted = library.counted(of=task)
    assert len(events) == 4
    assert len(counted) == 1 + 3 + 3 * 3, "the facts, a row a metric, and each in three counters"
    for order in permutations(events):
        library.forgets()
        for event in (*order, order[0]):
            library.invoke("follow_tasks", event)
        assert library.counted(of=task) == counted


def test_an_event_that_comes_late_counts_when_it_happened(library: Library) -> None:
    given = library.twin.clock.now()
    task = library.gives_on("rep", "accept")
    (event,) = library.envelopes(task, "TaskAccepted")
    library.twin.advance(days=3)
    library.forgets()
    library.invoke("follow_tasks", event)
    day = (given + timedelta(hours=8)).date().isoformat()
    assert library.groups("task_acceptance_rate", "day", from_=day) == {
        day: 1,
        **{f"2026-03-0{each}": None for each in (3, 4, 5)},
    }
