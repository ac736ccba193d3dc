"""What people do with the task that stands for a card, they do with the card."""

from typing import Any

import pytest

from tests.integration.cards.conftest import Office


def task_of(office: Office, card: str) -> str:
    found: str = office.card(card)["task_id"]
    return found


def on_task(office: Office, who: str, card: str, action: str, body: Any = None) -> None:
    office.does(who, f"POST /tasks/{task_of(office, card)}/{action}", body)


@pytest.mark.parametrize(
    ("action", "body", "status", "kind"),
    [
        ("accept", None, "accepted", "CardAccepted"),
        ("start", None, "in_progress", "CardStarted"),
        ("complete", {"result": "已修复"}, "done", "CardCompleted"),
        ("reject", {"reason": "请找同事"}, "declined", "CardDeclined"),
    ],
)
def test_the_card_follows(office: Office, card: str, action: str, body: Any, status: str, kind: str) -> None:
    on_task(office, "zhang", card, action, body)
    assert office.card(card)["status"] == status
    happened = office.events(card)
    assert [each["type"] for each in happened] == ["CardOpened", kind]
    assert (happened[-1]["actor"], happened[-1]["data"]["via"]) == ({"kind": "staff", "id": "zhang"}, "task")


def test_the_conversation_gets_its_receipt(office: Office) -> None:
    card = office.instructs()
    on_task(office, "zhang", card, "complete", {"result": "已修复"})
    assert office.in_thread() == ["card_created", "card_done"]
    assert office.card(card)["result"] == "已修复"


def test_who_asked_calls_it_off_in_the_inbox(office: Office, card: str) -> None:
    on_task(office, "zhao", card, "cancel", {"reason": "客户已自行解决"})
    assert (office.card(card)["status"], office.card(card)["reason"]) == ("cancelled", "客户已自行解决")
    assert len(office.told("zhang", "card_withdrawn")) == 1
    assert office.told("zhang", "task_withdrawn") == []


def test_whose_task_it_is_whose_card_it_is(office: Office, card: str) -> None:
    on_task(office, "chief", card, "reassign", {"assignee_id": "peer", "reason": "更熟悉"})
    shown = office.card(card)
    assert (shown["assignee_id"], shown["team_id"], shown["status"]) == ("peer", "service", "open")
    assert office.kinds(card) == ["CardOpened", "CardReassigned"]
    assert len(office.told("peer", "card_assigned")) == 1


def test_who_goes_away_hands_over_both(office: Office, card: str) -> None:
    office.goes_away("zhang", "2026-03-09T00:00:00Z")
    shown = office.card(card)
    assert (shown["assignee_id"], shown["meant_for"]) == ("peer", "zhang")
    assert [each["task_id"] for each in office.inbox("peer")] == [shown["task_id"]]


def test_what_was_given_back_goes_to_somebody_else_from_the_inbox_of_who_asked(office: Office, card: str) -> None:
    on_task(office, "zhang", card, "reject", {"reason": "请找同事"})
    assert [each["status"] for each in office.inbox("zhao")] == ["rejected"]
    office.act("zhao", card, "reassign", {"assignee_id": "peer", "reason": "更熟悉"})
    assert office.inbox("zhao") == []
    assert (office.card(card)["assignee_id"], len(office.inbox("peer"))) == ("peer", 1)


def test_an_event_that_comes_twice_or_too_late_changes_nothing(office: Office, card: str) -> None:
    event = {"id": "evt_late", "aggregate_id": task_of(office, card), "actor": {"kind": "staff", "id": "zhang"}}
    rejected = {"reason": "请找同事"}
    office.hears("follow_task", "TaskRejected", rejected, **event)
    office.act("zhao", card, "reassign", {"assignee_id": "peer", "reason": "更熟悉"})
    office.hears("follow_task", "TaskRejected", rejected, **event)
    assert office.card(card)["status"] == "open"
    assert office.kinds(card) == ["CardOpened", "CardDeclined", "CardReassigned"]


def test_a_task_of_no_card_is_left_alone(office: Office) -> None:
    before = office.stored()
    event = {"aggregate_id": "task_none", "actor": {"kind": "staff", "id": "zhang"}}
    office.hears("follow_task", "TaskCompleted", {"result": "好"}, **event)
    assert office.stored() == before
