"""Letting many follow a customer."""

import pytest

from tests.conftest import problem
from tests.integration.conflicts.conftest import THREE, Floor, unknown_account

PUT = "PUT /accounts/acme/conflict-whitelist"
KEY_ACCOUNT = {"reason": "重点协同"}


def test_an_unknown_customer_is_not_found(floor: Floor) -> None:
    unknown_account(floor, PUT, KEY_ACCOUNT)


def test_it_needs_a_reason_and_a_time_to_come(floor: Floor) -> None:
    problem(floor.call("boss", PUT, {}), 422, "invalid_payload")
    past = KEY_ACCOUNT | {"until": "2026-03-02T02:00:00Z"}
    problem(floor.call("boss", PUT, past), 422, "whitelist_until_past")


def test_it_is_for_those_to_decide_whom_the_policy_names(floor: Floor) -> None:
    floor.follows("rep")
    for who in ("rep", "guest"):
        refused = problem(floor.call(who, PUT, KEY_ACCOUNT), 409, "not_yours_to_decide")
        assert refused["facts"] == {"who": ["account_owner", "supervisor"]}
    floor.set_policy(may_whitelist=["participant"])
    floor.twin.advance(minutes=2)
    assert floor.does("rep", PUT, KEY_ACCOUNT)["by"] == "rep"


def test_who_has_read_another_version_is_shown_this_one(floor: Floor) -> None:
    floor.does("boss", PUT, KEY_ACCOUNT)
    refused = problem(floor.call("boss", PUT, {"reason": "另一个"}, If_Match='"9"'), 409, "stale_version")
    shown = floor.does("boss", PUT.replace("PUT", "GET"))
    assert refused["facts"] == {"expected": 9, "actual": 1, "current": shown}


@pytest.mark.requirement("R-291")
def test_no_conflict_is_raised_and_nobody_told(floor: Floor) -> None:
    floor.does("boss", PUT, KEY_ACCOUNT)
    for who in THREE:
        floor.follows(who)
    assert set(floor.followers()) == set(THREE)
    assert floor.conflicts() == []
    floor.twin.advance(days=3)
    assert floor.times_told("conflict_opened", *THREE) == floor.times_told("conflict_digest", *THREE) == [0, 0, 0]


def test_an_open_conflict_is_closed_for_that_reason(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.does("boss", PUT, KEY_ACCOUNT)
    found = floor.conflict(conflict_id)
    assert (found["status"], found["reason"]) == ("whitelisted", "重点协同")
    assert floor.events(conflict_id)[-1]["actor"]["id"] == "boss"
    assert floor.conflicts("open") == []


def test_the_same_again_changes_nothing_and_another_reason_does(floor: Floor) -> None:
    first = floor.does("boss", PUT, KEY_ACCOUNT)
    before = floor.stored()
    assert floor.does("owner", PUT, KEY_ACCOUNT) == first
    assert floor.stored() == before
    again = floor.does("owner", PUT, {"reason": "年度大客户"})
    assert (again["version"], again["by"]) == (2, "owner")


def test_when_it_ends_those_who_follow_are_told_of_each_other(floor: Floor) -> None:
    floor.does("boss", PUT, KEY_ACCOUNT | {"until": "2026-03-03T02:00:00Z"})
    for who in THREE:
        floor.follows(who)
    floor.twin.advance(hours=23)
    assert floor.conflicts() == []
    floor.twin.advance(hours=2)
    assert [each["status"] for each in floor.conflicts()] == ["open"]
    assert floor.times_told("conflict_opened", *THREE) == [1, 1, 1]
    (ended,) = floor.published("AccountUnlisted")
    assert ended["data"] == {"account_id": "acme", "expired": True}
