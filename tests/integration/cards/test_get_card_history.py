"""What happened to a card."""

import pytest

from tests.conftest import problem
from tests.integration.cards.conftest import Office


def test_it_is_for_who_may_see_it(office: Office, card: str) -> None:
    problem(office.call(None, f"GET /collab-cards/{card}/history"), 401, "not_signed_in")
    problem(office.call("outsider", f"GET /collab-cards/{card}/history"), 404, "not_found")
    problem(office.call("zhang", "GET /collab-cards/card_none/history"), 404, "not_found")


@pytest.mark.requirement("R-232")
def test_what_is_asked_in_a_conversation_is_on_the_account_with_its_history(office: Office) -> None:
    card = office.instructs()
    office.act("zhang", card, "start")
    office.act("zhang", card, "complete", {"result": "已修复"})
    (row,) = office.cards("zhao", "account=acme")
    assert (row["card_id"], row["status"], row["source"]) == (card, "done", "im")
    happened = [(each["type"], each["actor"]["id"]) for each in office.events(card)]
    assert happened == [("CardOpened", "zhao"), ("CardStarted", "zhang"), ("CardCompleted", "zhang")]


def test_it_is_paged_newest_first(office: Office, card: str) -> None:
    office.act("zhang", card, "accept")
    first = office.does("zhao", f"GET /collab-cards/{card}/history?limit=1")
    assert [each["type"] for each in first["items"]] == ["CardAccepted"]
    second = office.does("zhao", f"GET /collab-cards/{card}/history?limit=1&cursor={first['next_cursor']}")
    assert [each["type"] for each in second["items"]] == ["CardOpened"]
