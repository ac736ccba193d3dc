"""Cards that are asked for in conversations."""

from typing import Any

import pytest

from tests.integration.cards.conftest import INSTRUCTION, THREAD, Office


def heard(office: Office, **members: Any) -> None:
    office.hears("open_requested_card", "CardRequested", INSTRUCTION | members)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"requested_by": "outsider"}, "account_forbidden"),
        ({"requested_by": "nobody"}, "requester_inactive"),
        ({"account_id": "acct_none"}, "account_unknown"),
        ({"assignee_id": "nobody"}, "assignee_inactive"),
    ],
)
def test_what_may_not_be_is_refused_once_and_logged(office: Office, members: dict[str, str], reason: str) -> None:
    office.twin.pump.events.clear()
    for _ in range(2):
        heard(office, **members)
    assert office.in_thread() == ["card_refused"]
    (refused,) = [each for each in office.twin.pump.events if each["type"] == "CardRefused"]
    assert (refused["data"]["reason"], refused["data"]["instruction_id"]) == (reason, "ins_1")
    assert office.cards() == []
    assert office.inbox("zhang") == []


def test_who_left_asks_for_nothing(office: Office) -> None:
    office.leaves("zhao")
    heard(office)
    assert (office.in_thread(), office.cards()) == (["card_refused"], [])


def test_one_instruction_makes_one_card_however_often_it_is_heard(office: Office) -> None:
    card = office.instructs()
    heard(office)
    office.hears("open_requested_card", "CardRequested", INSTRUCTION, id="evt_of_another_delivery")
    assert [each["card_id"] for each in office.cards()] == [card]
    assert office.in_thread() == ["card_created"]
    assert len(office.told("zhang", "card_assigned")) == 1
    assert len(office.inbox("zhang")) == 1


def test_two_instructions_of_one_message_make_two_cards(office: Office) -> None:
    heard(office)
    heard(office, instruction_id="ins_2", assignee_id="peer")
    assert sorted(each["assignee_id"] for each in office.cards()) == ["peer", "zhang"]


def test_a_time_that_was_said_counts_unless_it_is_over(office: Office) -> None:
    said = office.card(office.instructs(due_at="2026-03-02T08:00:00Z"))
    assert said["expected_at"] == "2026-03-02T08:00:00Z"
    over = office.card(office.instructs(instruction_id="ins_2", due_at="2026-03-01T08:00:00Z"))
    assert over["expected_at"] == "2026-03-03T02:00:00Z"


@pytest.mark.requirement("R-261")
def test_the_colleague_is_told_over_what_they_prefer(office: Office) -> None:
    chosen = {"categories": {"task": {"email": False}}}
    office.does("zhang", "PUT /me/notification-preferences", chosen, If_Match="0")
    office.instructs()
    assert [each["state"] for each in office.told("zhang", "card_assigned")] == ["sent"]
    assert [each["state"] for each in office.told("zhang", "card_assigned", "email")] == ["suppressed"]
    assert len(office.told("zhang", "card_assigned", "im")) == 1


def test_what_is_said_there_names_people_and_shows_where_the_card_is(office: Office) -> None:
    office.set_policy(card_url="https://crm.example.com/cards/{card_id}")
    office.twin.advance(minutes=2)
    card = office.instructs()
    messages = [each for each in office.twin.pump.events if each["type"] == "MessageRequested"]
    (created,) = [each["data"] for each in messages if each["data"]["to"] == THREAD]
    assert (created["template"], created["channels"]) == ("card_created", ["im"])
    assert created["facts"]["url"] == f"https://crm.example.com/cards/{card}"
