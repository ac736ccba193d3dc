"""What happens to cards, on their account's timeline."""

from typing import Any

from tests.integration.cards.conftest import INSTRUCTION, Office


def noted(office: Office, account: str = "acme") -> list[Any]:
    timeline = office.does("zhao", f"GET /accounts/{account}/timeline?limit=100")["items"]
    return [each["data"] for each in timeline[::-1] if each["type"] == "AccountActivityNoted"]


def test_what_is_asked_and_done_is_noted_once(office: Office, card: str) -> None:
    office.twin.advance(minutes=1)
    office.act("zhang", card, "decline", {"reason": "请找同事"})
    office.twin.advance(minutes=1)
    office.act("zhao", card, "reassign", {"assignee_id": "peer", "reason": "更熟悉"})
    office.act("peer", card, "complete", {"result": "已修复"})
    assert [(each["kind"], each["subject_id"]) for each in noted(office)] == [
        ("CardOpened", card),
        ("CardDeclined", card),
        ("CardCompleted", card),
    ]


def test_an_event_that_comes_twice_is_noted_once(office: Office, card: str) -> None:
    (event,) = office.events(card)
    data = event["data"]
    envelope = {"id": event["id"], "aggregate_id": card, "occurred_at": event["at"], "source": "crm.cards"}
    office.hears("note_card_on_account", "CardOpened", data, **envelope)
    assert len(noted(office)) == 1


def test_what_is_about_no_account_is_noted_nowhere(office: Office) -> None:
    office.asks(account_id=None)
    assert noted(office) == []


def test_what_was_refused_is_noted_with_the_reason(office: Office) -> None:
    office.hears("open_requested_card", "CardRequested", INSTRUCTION | {"requested_by": "outsider"})
    (entry,) = noted(office)
    assert (entry["kind"], entry["title"]) == ("CardRefused", "客户B 售后问题 (account_forbidden)")


def test_a_refusal_about_an_account_that_there_is_not_is_noted_nowhere(office: Office) -> None:
    office.hears("open_requested_card", "CardRequested", INSTRUCTION | {"account_id": "acct_none"})
    assert noted(office) == []
    assert office.in_thread() == ["card_refused"]
