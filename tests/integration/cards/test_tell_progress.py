"""Telling how far one is."""

from tests.conftest import problem
from tests.integration.cards.conftest import (
    Office,
    happens_once,
    needs,
    not_when,
    only_for_the_concerned,
    refuses_stale,
)

NOTE = {"note": "已联系客户，正在排查"}


def test_it_is_for_who_is_asked(office: Office, card: str) -> None:
    only_for_the_concerned(office, card, "progress", NOTE)
    needs(office, card, "progress", NOTE, "zhao", "peer", "chief", "qa")
    refuses_stale(office, "zhang", card, "progress", NOTE)
    refused = problem(office.call("zhang", f"POST /collab-cards/{card}/progress", {}), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == ["note"]


def test_who_asked_is_told_and_it_has_begun(office: Office, card: str) -> None:
    told = happens_once(office, "zhang", card, "progress", NOTE)
    assert (told["status"], told["progress"]) == ("in_progress", NOTE["note"])
    assert NOTE["note"] in office.told("zhao", "card_progress")[0]["body"]
    assert [each["status"] for each in office.inbox("zhang")] == ["in_progress"]
    office.act("zhang", card, "progress", {"note": "等待备件"})
    assert office.card(card)["progress"] == "等待备件"
    assert len(office.told("zhao", "card_progress")) == 2


def test_what_came_from_a_conversation_is_told_there_and_nowhere_else(office: Office) -> None:
    office.act("zhang", office.instructs(), "progress", NOTE)
    assert office.in_thread() == ["card_created", "card_progress"]
    assert office.told("zhao", "card_progress") == []


def test_what_is_done_makes_no_progress(office: Office, card: str) -> None:
    office.act("zhang", card, "complete", {"result": "已修复"})
    not_when(office, "done", "zhang", f"POST /collab-cards/{card}/progress", NOTE)
