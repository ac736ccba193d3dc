"""The conflicts among those who follow a customer."""

import pytest

from tests.conftest import problem
from tests.integration.conflicts.conftest import THREE, Floor, unknown_account

LIST = "GET /conflicts?account=acme"


def test_they_are_those_of_one_customer(floor: Floor) -> None:
    unknown_account(floor, LIST)
    refused = problem(floor.call("rep", "GET /conflicts?status=closed"), 422, "conflict_account_missing")
    assert refused["facts"] == {"field": "account", "status": "closed"}
    problem(floor.call("rep", f"{LIST}&status=lost"), 422, "invalid_payload")
    floor.contested()
    assert floor.does("rep", "GET /conflicts?account=quiet") == {"items": [], "next_cursor": None}


@pytest.mark.requirement("R-293")
def test_past_ones_can_be_traced(floor: Floor) -> None:
    first = floor.contested()
    floor.twin.advance(hours=1)
    floor.resolves(first, note="合同由销售签订")
    floor.does("owner", "PUT /accounts/acme/conflict-whitelist", {"reason": "重点协同"})
    floor.does("owner", "DELETE /accounts/acme/conflict-whitelist")
    floor.follows("extra")
    (open_one,) = floor.conflicts("open")
    (closed,) = floor.conflicts("closed")
    assert (open_one["conflict_id"] != first, closed["conflict_id"]) == (True, first)
    assert [each["user_id"] for each in closed["participants"]] == list(THREE)
    assert "3 人" in closed["why"]
    assert (closed["status"], closed["primary_owner_id"], closed["reason"]) == ("resolved", "rep", "合同由销售签订")
    assert (closed["decided_by"], closed["closed_at"]) == ("boss", "2026-03-02T03:00:00Z")


def test_without_an_account_they_are_those_that_wait_longest_first(floor: Floor) -> None:
    first = floor.contested()
    floor.twin.advance(minutes=1)
    others = []
    for number in range(3):
        account = floor.does("admin", "POST /accounts", {"name": f"customer {number}"})["account_id"]
        for who in THREE:
            floor.follows(who, subject={"type": "account", "id": account})
        floor.twin.advance(minutes=1)
        others.append(floor.does("rep", f"GET /conflicts?account={account}")["items"][0]["conflict_id"])
    page = floor.does("boss", "GET /conflicts?limit=3")
    rest = floor.does("boss", f"GET /conflicts?status=open&limit=3&cursor={page['next_cursor']}")
    assert [each["conflict_id"] for each in page["items"] + rest["items"]] == [first, *others]
    assert rest["next_cursor"] is None
    floor.resolves(first)
    assert [each["conflict_id"] for each in floor.does("boss", "GET /conflicts")["items"]] == others


def test_the_open_one_is_first_and_they_come_in_pages(floor: Floor) -> None:
    for who in ("rep", "care"):
        floor.follows(who)
    for _ in range(3):
        floor.ends("success", floor.follows("success"))
        floor.twin.advance(minutes=1)
    floor.follows("success")
    whole = floor.conflicts()
    assert [each["status"] for each in whole] == ["open", "dissolved", "dissolved", "dissolved"]
    assert sorted((each["opened_at"] for each in whole), reverse=True) == [each["opened_at"] for each in whole]
    first = floor.does("rep", f"{LIST}&limit=3")
    rest = floor.does("rep", f"{LIST}&limit=3&cursor={first['next_cursor']}")
    assert first["items"] + rest["items"] == whole
    assert rest["next_cursor"] is None
    problem(floor.call("rep", f"{LIST}&status=open&cursor={first['next_cursor']}"), 400, "invalid_cursor")
