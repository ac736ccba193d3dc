"""The board."""

import pytest

from tests.conftest import problem
from tests.integration.cards.conftest import INSTRUCTION, Office


def test_it_needs_a_sign_in(office: Office) -> None:
    problem(office.call(None, "GET /boards/collab"), 401, "not_signed_in")


@pytest.mark.parametrize("query", ["of=all", "of=team&team=sales"])
def test_other_peoples_boards_are_for_those_who_supervise(office: Office, query: str, card: str) -> None:
    problem(office.call("zhang", f"GET /boards/collab?{query}"), 403, "board_not_yours")
    assert office.call("chief", f"GET /boards/collab?{query}").status == 200


@pytest.mark.parametrize(
    ("who", "query", "field"),
    [("zhao", "of=account", "account"), ("qa", "of=team", "team"), ("zhao", "of=mine&cursor=abc", "status")],
)
def test_it_says_what_it_needs(office: Office, who: str, query: str, field: str) -> None:
    refused = problem(office.call(who, f"GET /boards/collab?{query}"), 422, "board_parameter_missing")
    assert refused["facts"]["field"] == field


@pytest.mark.requirement("R-257")
def test_what_is_asked_in_a_conversation_is_a_card_of_service_support(office: Office) -> None:
    card = office.instructs()
    columns = office.does("chief", "GET /boards/collab?of=all")["columns"]
    assert [each["status"] for each in columns] == ["open", "accepted", "in_progress", "declined", "done"]
    assert columns[0]["label"] == "待接受"
    (row,) = columns[0]["items"]
    assert (row["card_id"], row["card_type"], row["title"]) == (card, "service_support", INSTRUCTION["title"])


@pytest.mark.parametrize(
    ("who", "query"),
    [
        ("zhang", "of=mine"),
        ("zhao", "of=requested"),
        ("peer", "of=team"),
        ("qa", "of=team&team=service"),
        ("zhao", "of=account&account=acme"),
        ("head", "of=all"),
    ],
)
def test_each_board_has_its_columns(office: Office, who: str, query: str) -> None:
    opened, done = office.asks(), office.asks()
    office.act("zhang", done, "complete", {"result": "已修复"})
    assert office.board(who, query) == {"open": [opened], "done": [done]}


@pytest.mark.parametrize("query", ["of=all", "of=team", "of=mine"])
def test_a_column_is_paged_in_one_order_whatever_it_is_spread_over(office: Office, query: str) -> None:
    asked = [office.asks(assignee_id="chief", priority=each) for each in ("low", "high", "urgent", "medium", "high")]
    order = [asked[each] for each in (2, 1, 4, 3, 0)]
    found: list[str] = []
    cursor = ""
    while cursor is not None:
        (column,) = office.does(
            "chief", f"GET /boards/collab?{query}&status=open&limit=2{cursor and f'&cursor={cursor}'}"
        )["columns"]
        found += [each["card_id"] for each in column["items"]]
        cursor = column["next_cursor"]
    assert found == order


def test_what_is_done_last_comes_first(office: Office) -> None:
    first, second = office.asks(), office.asks()
    for each in (first, second):
        office.act("zhang", each, "complete", {"result": "已修复"})
        office.twin.advance(minutes=1)
    assert office.board("zhang") == {"done": [second, first]}


def test_what_waits_for_approval_is_on_the_board_of_who_asked_alone(office: Office, pending: str) -> None:
    assert office.board("zhao", "of=requested") == {"pending_approval": [pending]}
    for who, query in (("zhang", "of=mine"), ("chief", "of=team"), ("qa", "of=all")):
        assert office.board(who, query) == {}
        assert office.board(who, f"{query}&status=pending_approval") == {}
