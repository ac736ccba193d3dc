"""Calling a card off."""

from tests.conftest import problem
from tests.integration.cards.conftest import (
    Office,
    happens_once,
    needs,
    not_when,
    only_for_the_concerned,
    refuses_stale,
)

WHY = {"reason": "客户已自行解决"}


def test_it_is_for_who_is_in_charge_and_needs_a_reason(office: Office, card: str) -> None:
    only_for_the_concerned(office, card, "cancel", WHY)
    needs(office, card, "cancel", WHY, "zhang", "peer", "head", "qa")
    refuses_stale(office, "zhao", card, "cancel", WHY)
    refused = problem(office.call("zhao", f"POST /collab-cards/{card}/cancel", {}), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == ["reason"]


def test_nobody_need_do_it(office: Office, card: str) -> None:
    cancelled = happens_once(office, "zhao", card, "cancel", WHY)
    assert (cancelled["status"], cancelled["reason"]) == ("cancelled", WHY["reason"])
    assert (office.inbox("zhang"), office.timers(card)) == ([], [])
    assert WHY["reason"] in office.told("zhang", "card_withdrawn")[0]["body"]
    not_when(office, "cancelled", "zhao", f"POST /collab-cards/{card}/cancel", WHY)


def test_the_assignees_manager_may(office: Office, card: str) -> None:
    assert office.act("chief", card, "cancel", WHY)["status"] == "cancelled"


def test_what_was_given_back_waits_no_more(office: Office, card: str) -> None:
    office.act("zhang", card, "decline", {"reason": "请找研发"})
    office.act("zhao", card, "cancel", WHY)
    assert office.inbox("zhao") == []
    assert office.told("zhang", "card_withdrawn") == []


def test_what_was_never_approved_is_nobodys_to_hear_of(office: Office, pending: str) -> None:
    office.act("zhao", pending, "cancel", WHY)
    assert office.told("zhang", "card_withdrawn") == []
    assert office.does("head", "GET /approvals")["items"] == []
    timeline = office.does("zhao", "GET /accounts/secret/timeline")["items"]
    assert [each["type"] for each in timeline] == ["AccountCreated"]
