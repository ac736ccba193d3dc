"""Listing cards."""

from tests.conftest import problem
from tests.integration.cards.conftest import Office


def test_it_needs_a_sign_in_and_one_filter(office: Office) -> None:
    problem(office.call(None, "GET /collab-cards"), 401, "not_signed_in")
    refused = problem(office.call("zhao", "GET /collab-cards?account=acme&assignee=me"), 422, "card_filters_exclusive")
    assert refused["facts"] == {"field": "assignee", "other": "account"}
    problem(office.call("zhao", "GET /collab-cards?status=lost"), 422, "invalid_payload")


def test_a_cursor_belongs_to_its_list(office: Office, card: str) -> None:
    office.asks()
    cursor = office.does("zhao", "GET /collab-cards?account=acme&limit=1")["next_cursor"]
    problem(office.call("zhao", f"GET /collab-cards?requester=me&cursor={cursor}"), 400, "invalid_cursor")


def test_without_a_filter_it_is_what_is_asked_of_the_caller(office: Office, card: str) -> None:
    assert [each["card_id"] for each in office.cards("zhang", "")] == [card]
    assert office.cards("zhao", "") == []
    assert [each["card_id"] for each in office.cards("zhao", "requester=me")] == [card]
    assert [each["card_id"] for each in office.cards("chief", "assignee=zhang")] == [card]


def test_it_goes_by_column_and_in_each_by_when_it_is_expected(office: Office) -> None:
    later, urgent, done, begun = (office.asks(priority=each) for each in ("low", "urgent", "medium", "medium"))
    office.act("zhang", done, "complete", {"result": "已修复"})
    office.act("zhang", begun, "start")
    found: list[str] = []
    cursor = ""
    while cursor is not None:
        page = office.does("zhao", f"GET /collab-cards?account=acme&limit=1{cursor and f'&cursor={cursor}'}")
        found += [each["card_id"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert found == [urgent, later, begun, done]
    assert [each["card_id"] for each in office.cards("zhao", "account=acme&status=open")] == [urgent, later]


def test_what_the_caller_may_not_see_is_left_out(office: Office, card: str) -> None:
    assert office.cards("outsider") == []
    assert office.cards("outsider", "assignee=zhang") == []


def test_what_waits_for_approval_is_in_the_list_of_who_asked_alone(office: Office, pending: str) -> None:
    assert [each["card_id"] for each in office.cards("zhao", "requester=me")] == [pending]
    for query in ("account=secret", "assignee=zhang", "requester=zhao"):
        assert office.cards("qa", query) == []
