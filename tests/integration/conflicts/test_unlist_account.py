"""Letting a customer be like any other again."""

from tests.conftest import problem
from tests.integration.conflicts.conftest import THREE, Floor, unknown_account

DELETE = "DELETE /accounts/acme/conflict-whitelist"
PUT = "PUT /accounts/acme/conflict-whitelist"


def test_an_unknown_customer_is_not_found(floor: Floor) -> None:
    unknown_account(floor, DELETE)


def test_what_is_not_on_the_list_is_not_found_there(floor: Floor) -> None:
    refused = problem(floor.call("boss", DELETE), 404, "not_found")
    assert refused["facts"] == {"kind": "conflict_whitelist", "id": "acme"}


def test_it_is_not_for_everybody_to_decide(floor: Floor) -> None:
    floor.does("boss", PUT, {"reason": "重点协同"})
    problem(floor.call("guest", DELETE), 409, "not_yours_to_decide")
    problem(floor.call("boss", DELETE, If_Match='"9"'), 409, "stale_version")


def test_those_who_follow_it_are_a_conflict_at_once(floor: Floor) -> None:
    floor.does("boss", PUT, {"reason": "重点协同"})
    for who in THREE:
        floor.follows(who)
    assert floor.does("owner", DELETE) is None
    (found,) = floor.conflicts()
    assert [each["user_id"] for each in found["participants"]] == list(THREE)
    assert floor.times_told("conflict_opened", *THREE) == [1, 1, 1]
    problem(floor.call("boss", DELETE), 404, "not_found")
