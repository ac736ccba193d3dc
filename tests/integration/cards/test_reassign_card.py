"""Letting somebody else do what a card asks."""

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

TO_PEER = {"assignee_id": "peer", "reason": "更熟悉该产品"}


def test_it_is_for_who_is_in_charge(office: Office, card: str) -> None:
    only_for_the_concerned(office, card, "reassign", TO_PEER)
    needs(office, card, "reassign", TO_PEER, "zhang", "peer", "head", "qa")
    refuses_stale(office, "zhao", card, "reassign", TO_PEER)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"assignee_id": "nobody"}, "card_assignee_unknown"),
        ({"expected_at": "2026-03-02T01:00:00Z"}, "expected_out_of_reach"),
    ],
)
def test_what_it_names_must_exist(office: Office, card: str, members: dict[str, str], code: str) -> None:
    problem(office.call("zhao", f"POST /collab-cards/{card}/reassign", TO_PEER | members), 422, code)


def test_it_and_its_task_are_somebody_elses(office: Office, card: str) -> None:
    office.act("zhang", card, "start")
    office.does("zhao", f"POST /collab-cards/{card}/reassign", TO_PEER)
    shown = office.card(card)
    assert (shown["assignee_id"], shown["status"], shown["started_at"]) == ("peer", "open", None)
    assert office.inbox("zhang") == []
    assert [each["task_id"] for each in office.inbox("peer")] == [shown["task_id"]]
    assert len(office.told("peer", "card_assigned")) == 1
    assert len(office.told("zhang", "card_withdrawn")) == 1
    assert (office.board("zhang"), office.board("peer")) == ({}, {"open": [card]})
    assert office.kinds(card) == ["CardOpened", "CardStarted", "CardReassigned"]


def test_it_happens_once(office: Office, card: str) -> None:
    happens_once(office, "chief", card, "reassign", TO_PEER)


def test_what_was_given_back_goes_to_somebody_else(office: Office, card: str) -> None:
    office.act("zhang", card, "decline", {"reason": "请找同事"})
    office.act("zhao", card, "reassign", TO_PEER)
    assert office.inbox("zhao") == []
    assert [each["source"] for each in office.inbox("peer")] == ["card"]


def test_what_is_over_is_expected_anew(office: Office, card: str) -> None:
    office.twin.advance(hours=5)
    assert office.card(card)["overdue"] is True
    office.act("zhao", card, "reassign", TO_PEER)
    shown = office.card(card)
    assert (shown["expected_at"][:16], shown["overdue"]) == ("2026-03-03T02:00", False)
    assert len(office.timers(card)) == 1


def test_what_is_done_stays_whose_it_was(office: Office, card: str) -> None:
    office.act("zhang", card, "complete", {"result": "已修复"})
    not_when(office, "done", "zhao", f"POST /collab-cards/{card}/reassign", TO_PEER)
