"""The task that stands for a collaboration card, in step with the card."""

from itertools import permutations
from typing import Any

import pytest

from tests.integration.tasks.conftest import Office

ASKED: dict[str, Any] = {
    "number": "K-000001",
    "card_type": "service_support",
    "title": "客户B 售后问题",
    "expected_delivery": "处理客户的问题，并回执处理结果",
    "expected_at": "2026-03-02T08:00:00Z",
    "priority": "high",
    "assignee_id": "rep",
    "team_id": "sales",
    "requester_id": "outsider",
    "account_id": "acme",
    "source": "im",
    "task_id": "task_of_card_1",
    "policy": "default@0",
    "created_at": "2026-03-02T02:00:00Z",
}
HANDED_ON = ASKED | {"assignee_id": "peer", "reason": "更熟悉"}
DONE = {
    "result": "已修复",
    "card_type": "service_support",
    "assignee_id": "rep",
    "source": "im",
    "created_at": "2026-03-02T02:00:00Z",
    "expected_at": "2026-03-02T08:00:00Z",
    "completed_at": "2026-03-02T03:00:00Z",
}
GIVEN_BACK = {"reason": "请找同事", "requester_id": "outsider"}


def happens(office: Office, type_: str, version: int, data: dict[str, Any] | None = None) -> None:
    detail = {
        "id": f"evt_{type_}_{version}",
        "type": type_,
        "aggregate_id": "card_1",
        "aggregate_version": version,
        "actor": {"kind": "staff", "id": "rep"},
        "occurred_at": "2026-03-02T02:00:00Z",
        "schema_version": 1,
        "correlation_id": "test",
        "cause_id": None,
        "data": data or {},
    }
    office.invoke("follow_card", {"source": "crm.cards", "detail": detail})
    office.twin.settle()


def test_the_assignee_has_a_task_once(office: Office) -> None:
    for _ in range(2):
        happens(office, "CardOpened", 1, ASKED)
    assert office.inbox("rep") == ["task_of_card_1"]
    task = office.task("task_of_card_1")
    assert (task["source"], task["source_ref"], task["account_id"]) == ("im", "card_1", "acme")
    assert (task["creator_id"], task["due_at"], task["expected_result"]) == (
        "outsider",
        "2026-03-02T08:00:00Z",
        "处理客户的问题，并回执处理结果",
    )
    assert office.told("rep", "task_assigned") == [], "the card itself has told them"


def test_what_is_over_already_is_due_as_soon_as_it_can_be_done(office: Office) -> None:
    happens(office, "CardOpened", 1, ASKED | {"expected_at": "2026-03-02T01:00:00Z"})
    assert office.task("task_of_card_1")["due_at"][:16] == "2026-03-02T02:30"


@pytest.mark.parametrize(
    ("type_", "data", "status"),
    [
        ("CardAccepted", {}, "accepted"),
        ("CardStarted", {}, "in_progress"),
        ("CardProgressed", {"note": "排查中"}, "in_progress"),
        ("CardCompleted", DONE, "done"),
        ("CardDeclined", GIVEN_BACK, "rejected"),
        ("CardCancelled", {"reason": "客户已自行解决"}, "cancelled"),
    ],
)
def test_what_happens_to_the_card_happens_to_it(office: Office, type_: str, data: dict[str, Any], status: str) -> None:
    happens(office, "CardOpened", 1, ASKED)
    for _ in range(2):
        happens(office, type_, 2, data)
    assert office.task("task_of_card_1")["status"] == status


def test_what_was_done_to_the_task_itself_is_no_news(office: Office) -> None:
    happens(office, "CardOpened", 1, ASKED)
    happens(office, "CardCompleted", 2, DONE | {"via": "task"})
    assert office.task("task_of_card_1")["status"] == "assigned"


def test_it_goes_with_the_card(office: Office) -> None:
    happens(office, "CardOpened", 1, ASKED)
    happens(office, "CardReassigned", 2, HANDED_ON)
    assert (office.inbox("rep"), office.inbox("peer")) == ([], ["task_of_card_1"])
    happens(office, "CardDeclined", 3, GIVEN_BACK)
    assert office.inbox("outsider") == ["task_of_card_1"]
    happens(office, "CardReassigned", 4, HANDED_ON)
    assert (office.inbox("outsider"), office.inbox("peer")) == ([], ["task_of_card_1"])


def test_people_are_reminded_by_the_card_alone(office: Office) -> None:
    happens(office, "CardOpened", 1, ASKED)
    office.twin.advance(hours=7)
    for who in ("rep", "outsider"):
        assert office.told(who, "task_reminder") + office.told(who, "task_overdue") == []
    assert office.kinds("task_of_card_1") == ["TaskCreated", "TaskReminded", "TaskOverdue"]


def test_it_is_not_noted_on_the_account_besides_the_card(office: Office) -> None:
    happens(office, "CardOpened", 1, ASKED)
    timeline = office.does("rep", "GET /accounts/acme/timeline")["items"]
    assert [each["type"] for each in timeline] == ["AccountCreated"]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_in_whatever_order_they_come_nothing_is_left_open(office: Office, order: tuple[int, ...]) -> None:
    story = [
        ("CardOpened", 1, ASKED),
        ("CardStarted", 2, {}),
        ("CardReassigned", 3, HANDED_ON),
        ("CardCompleted", 4, DONE),
    ]
    for position in order:
        happens(office, *story[position])
    assert (office.inbox("rep"), office.inbox("peer")) == ([], [])


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_whatever_order_they_come_it_is_with_the_last(office: Office, order: tuple[int, ...]) -> None:
    story = [("CardOpened", 1, ASKED), ("CardAccepted", 2, {}), ("CardReassigned", 3, HANDED_ON)]
    for position in order:
        happens(office, *story[position])
    assert (office.inbox("rep"), office.inbox("peer")) == ([], ["task_of_card_1"])
    assert office.task("task_of_card_1")["status"] == "assigned"
