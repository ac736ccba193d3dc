"""Finishing a card."""

import pytest

from tests.conftest import problem
from tests.integration.cards.conftest import (
    Office,
    happens_once,
    needs,
    not_when,
    only_for_the_concerned,
    refuses_stale,
)

DONE = {"result": "已更换设备，客户确认恢复"}


def test_it_is_for_those_whose_card_it_is(office: Office, card: str) -> None:
    only_for_the_concerned(office, card, "complete", DONE)
    needs(office, card, "complete", DONE, "peer", "qa", "head")
    refuses_stale(office, "zhang", card, "complete", DONE)


def test_it_needs_a_result(office: Office, card: str) -> None:
    refused = problem(office.call("zhang", f"POST /collab-cards/{card}/complete", {}), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == ["result"]


def test_it_is_done_once_and_waits_for_nobody(office: Office, card: str) -> None:
    done = happens_once(office, "zhang", card, "complete", DONE)
    assert (done["status"], done["result"], done["finished_at"]) == ("done", DONE["result"], "2026-03-02T02:00:00Z")
    assert (office.inbox("zhang"), office.timers(card)) == ([], [])
    assert len(office.told("zhao", "card_done")) == 1
    assert office.told("zhang", "card_done") == []
    task = office.does("zhang", f"GET /tasks/{done['task_id']}")
    assert (task["status"], task["result"]) == ("done", DONE["result"])
    assert office.kinds(card) == ["CardOpened", "CardCompleted"], "what its task came to is no news to the card"
    not_when(office, "done", "zhang", f"POST /collab-cards/{card}/complete", DONE)


def test_the_event_says_what_is_counted(office: Office, card: str) -> None:
    office.twin.advance(hours=1)
    office.act("zhang", card, "complete", DONE)
    data = office.events(card)[-1]["data"]
    assert data == {
        **DONE,
        "card_type": "service_support",
        "assignee_id": "zhang",
        "team_id": "service",
        "account_id": "acme",
        "source": "manual",
        "created_at": data["created_at"],
        "expected_at": data["expected_at"],
        "completed_at": data["completed_at"],
    }
    assert (data["created_at"][:16], data["completed_at"][:16]) == ("2026-03-02T02:00", "2026-03-02T03:00")


@pytest.mark.requirement("R-237")
def test_a_service_agent_sees_and_completes_what_is_asked_of_them_and_no_other_work_of_sales(
    office: Office, card: str
) -> None:
    of_sales = office.asks("head", assignee_id="zhao")
    task_of_sales = office.does(
        "head",
        "POST /tasks",
        {
            "title": "报价",
            "expected_result": "报价单",
            "priority": "high",
            "due_at": "2026-03-02T10:00:00Z",
            "assignee_id": "zhao",
        },
    )["task_id"]
    assert office.card(card, "zhang")["card_id"] == card
    assert [each["card_id"] for each in office.cards("zhang")] == [card]
    problem(office.call("zhang", f"GET /collab-cards/{of_sales}"), 404, "not_found")
    problem(office.call("zhang", f"GET /tasks/{task_of_sales}"), 404, "not_found")
    assert office.act("zhang", card, "complete", DONE)["status"] == "done"


@pytest.mark.requirement("R-259")
def test_the_conversation_gets_one_receipt(office: Office) -> None:
    card = office.instructs()
    happens_once(office, "zhang", card, "complete", DONE)
    assert office.in_thread() == ["card_created", "card_done"]
    assert office.events(card)[-1]["data"]["receipt"] is True
    assert office.told("zhao", "card_done") == [], "who asked reads it in the conversation"
