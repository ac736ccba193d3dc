"""Who follows a customer, in step with the tasks about it; and the conflict that this may be."""

from itertools import permutations
from typing import Any

import pytest

from tests.integration.conflicts.conftest import THREE, Floor

CREATED: dict[str, Any] = {
    "title": "跟进客户",
    "expected_result": "回访",
    "priority": "low",
    "assignee_id": "rep",
    "creator_id": "boss",
    "account_id": "acme",
    "due_at": "2026-03-02T10:00:00Z",
    "sla_due_at": "2026-03-02T10:00:00Z",
    "begins_at": "2026-03-02T09:30:00Z",
    "ends_at": "2026-03-02T10:00:00Z",
    "source": "manual",
    "policy": "default@0",
}
MOVED = {"reason": "更合适", "assignee_id": "care"}


def test_a_task_about_nobody_is_nothing(floor: Floor) -> None:
    before = floor.stored()
    floor.hears("TaskCreated", 1, CREATED | {"account_id": None})
    assert floor.stored() == before


def test_what_is_heard_twice_counts_once(floor: Floor) -> None:
    for _ in range(2):
        floor.hears("TaskCreated", 1, CREATED)
    assert floor.followers() == {"rep": 1}
    floor.hears("TaskCompleted", 2, {"result": "好"})
    for _ in range(2):
        floor.hears("TaskCompleted", 2, {"result": "好"})
        floor.hears("TaskCreated", 1, CREATED)
    assert floor.followers() == {}


STORIES: tuple[tuple[tuple[tuple[str, dict[str, Any]], ...], dict[str, int]], ...] = (
    ((("TaskCreated", CREATED), ("TaskReassigned", MOVED)), {"care": 1}),
    ((("TaskCreated", CREATED), ("TaskReassigned", MOVED), ("TaskCompleted", {"result": "好"})), {}),
    ((("TaskCreated", CREATED), ("TaskRejected", {"reason": "外出"}), ("TaskReassigned", MOVED)), {"care": 1}),
    ((("TaskCreated", CREATED), ("TaskRejected", {"reason": "外出"}), ("TaskCancelled", {"reason": "不需要"})), {}),
)


@pytest.mark.parametrize(
    ("order", "story", "expected"),
    [(order, story, expected) for story, expected in STORIES for order in permutations(range(len(story)))],
)
def test_in_whatever_order_they_come_the_newest_decides(
    floor: Floor, order: tuple[int, ...], story: tuple[tuple[str, dict[str, Any]], ...], expected: dict[str, int]
) -> None:
    for position in order:
        floor.hears(story[position][0], position + 1, story[position][1])
    assert floor.followers() == expected


def test_what_waits_for_who_gave_it_is_followed_again_however_late(floor: Floor) -> None:
    task_id = floor.does("boss", "POST /tasks", _wish("rep"))["task_id"]
    floor.does("rep", f"POST /tasks/{task_id}/reject", {"reason": "外出"})
    assert floor.followers() == {}
    floor.twin.advance(days=30)
    floor.does("boss", f"POST /tasks/{task_id}/reassign", MOVED)
    assert floor.followers() == {"care": 1}


def _wish(assignee: str) -> dict[str, Any]:
    wish = {name: CREATED[name] for name in ("title", "expected_result", "priority")}
    about = {"subject": {"type": "account", "id": "acme"}, "due_at": "2026-05-04T10:00:00Z"}
    return wish | about | {"assignee_id": assignee}


@pytest.mark.requirement("R-288")
def test_more_different_people_than_the_threshold_are_one_conflict(floor: Floor) -> None:
    floor.follows("rep")
    floor.follows("care")
    for _ in range(2):
        floor.follows("rep")
    assert floor.conflicts() == [], "two people, however many tasks they have"
    floor.follows("success")
    floor.follows("success")
    (found,) = floor.conflicts()
    assert (found["status"], found["threshold"]) == ("open", 2)
    assert [each["user_id"] for each in found["participants"]] == ["care", "rep", "success"]
    assert [each["team_id"] for each in found["participants"]] == ["service", "sales", "service"]
    assert "3 人" in found["why"]


@pytest.mark.requirement("R-234")
def test_each_follower_is_told_once_and_asked_to_share(floor: Floor) -> None:
    conflict_id = floor.contested()
    assert [each["conflict_id"] for each in floor.conflicts("open")] == [conflict_id]
    assert floor.times_told("conflict_opened", *THREE, "owner", "guest") == [1, 1, 1, 0, 0]
    notice = floor.notice("rep", "conflict_opened")
    assert "Acme" in notice["title"]
    assert "Care、Rep、Success" in notice["body"]
    assert "共享" in notice["body"]


@pytest.mark.requirement("R-292")
def test_a_fourth_within_the_hour_joins_in_silence_and_is_told_in_one_digest(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.twin.advance(minutes=30)
    floor.follows("extra")
    found = floor.conflict(conflict_id)
    assert [each["user_id"] for each in found["participants"]] == [*THREE, "extra"]
    assert floor.times_told("conflict_opened", *THREE, "extra") == [1, 1, 1, 0]
    assert floor.times_told("conflict_digest", *THREE, "extra") == [0, 0, 0, 0]
    assert found["digest_at"] == "2026-03-02T09:00:00Z", "17:00 in Shanghai, as the four hours are over by then"
    floor.twin.advance(hours=7)
    assert floor.times_told("conflict_digest", *THREE, "extra") == [1, 1, 1, 1]
    assert "新加入跟进：Extra" in floor.notice("rep", "conflict_digest")["body"]
    assert floor.conflict(conflict_id)["digest_at"] is None
    floor.twin.advance(days=1)
    assert floor.times_told("conflict_digest", *THREE, "extra") == [1, 1, 1, 1]


def test_who_joins_when_the_silence_is_over_is_told_of_at_once(floor: Floor) -> None:
    floor.contested()
    floor.twin.advance(hours=5)
    floor.follows("extra")
    assert floor.times_told("conflict_digest", *THREE, "extra") == [1, 1, 1, 1]


def test_nobody_is_told_of_who_came_and_went_in_the_silence(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.ends("extra", floor.follows("extra"))
    assert floor.conflict(conflict_id)["digest_at"] is None
    floor.twin.advance(days=1)
    assert floor.times_told("conflict_digest", *THREE, "extra") == [0, 0, 0, 0]


def test_the_silence_outlasts_the_conflict(floor: Floor) -> None:
    """What comes and goes does not tell people anew each time."""
    for who in ("rep", "care"):
        floor.follows(who)
    for _ in range(3):
        floor.ends("success", floor.follows("success"))
    floor.follows("success")
    assert [each["status"] for each in floor.conflicts()] == ["open", "dissolved", "dissolved", "dissolved"]
    assert floor.times_told("conflict_opened", *THREE) == [1, 1, 1]
    floor.twin.advance(hours=8)
    assert floor.times_told("conflict_digest", *THREE) == [1, 1, 1]


def test_fewer_dissolve_it_unless_the_policy_lets_it_stay(floor: Floor) -> None:
    for who in ("rep", "care"):
        floor.follows(who)
    floor.ends("success", floor.follows("success"))
    (found,) = floor.conflicts("closed")
    assert (found["status"], found["closed_at"]) == ("dissolved", "2026-03-02T02:00:00Z")
    assert floor.kinds(found["conflict_id"])[-2:] == ["ConflictLeft", "ConflictClosed"]
    assert found["participants"][-1]["left_at"] == "2026-03-02T02:00:00Z"
    floor.set_policy(when_fewer="stay_open")
    floor.twin.advance(minutes=2)
    floor.ends("success", floor.follows("success"))
    assert [each["status"] for each in floor.conflicts()] == ["open", "dissolved"]


def test_handing_a_task_on_changes_who_takes_part(floor: Floor) -> None:
    tasks = {who: floor.does("boss", "POST /tasks", _wish(who))["task_id"] for who in THREE}
    (found,) = floor.conflicts("open")
    floor.does("boss", f"POST /tasks/{tasks['success']}/reassign", MOVED | {"assignee_id": "extra"})
    now = floor.conflict(found["conflict_id"])
    assert now["status"] == "open"
    assert [each["user_id"] for each in now["participants"] if each["left_at"] is None] == ["care", "rep", "extra"]


def test_who_is_settled_with_is_no_conflict_again_but_somebody_new_is(floor: Floor) -> None:
    first = floor.contested()
    floor.resolves(first)
    floor.follows("care")
    floor.ends("success", floor.follows("success"))
    assert floor.conflicts("open") == []
    floor.twin.advance(hours=5)
    floor.follows("extra")
    (second,) = floor.conflicts("open")
    assert second["conflict_id"] != first
    assert [each["user_id"] for each in second["participants"]] == [*THREE, "extra"]
    assert floor.times_told("conflict_opened", *THREE, "extra") == [2, 2, 2, 1]


def test_the_events_say_what_the_metrics_need(floor: Floor) -> None:
    conflict_id = floor.contested()
    (told,) = floor.published("ConflictTold")
    assert told["aggregate_id"] == conflict_id
    assert told["data"]["notice"] == "opened"
    assert told["data"]["told"] == [
        {"user_id": "care", "team_id": "service"},
        {"user_id": "rep", "team_id": "sales"},
        {"user_id": "success", "team_id": "service"},
    ]
    floor.twin.advance(hours=1)
    floor.resolves(conflict_id)
    (resolved,) = floor.published("ConflictResolved")
    data = resolved["data"]
    assert (data["opened_at"], data["resolved_at"]) == ("2026-03-02T02:00:00Z", "2026-03-02T03:00:00Z")
