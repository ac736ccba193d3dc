"""How often a contact and a network may write to us."""

from datetime import UTC, datetime

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, KEY, Desk
from tests.integration.cases.duplicates import FORM, SUBMIT

TWO = {"amount": 2, "seconds": 3600}


def test_a_contact_who_submits_too_often_is_told_when_to_try_again(desk: Desk) -> None:
    desk.set("cases.rate_limits", submissions={"contact": TWO})
    for each in range(2):
        desk.does("buyer", SUBMIT, FORM | {"title": f"问题 {each}"})
    stored = desk.stored()
    answer = desk.call("buyer", SUBMIT, FORM)
    refused = problem(answer, 429, "rate_limited")
    left = 3600 - int(desk.twin.clock.now().timestamp()) % 3600
    assert answer.headers["Retry-After"] == str(left) == str(refused["facts"]["retry_after_seconds"])
    assert desk.stored() == stored
    desk.does("stranger", SUBMIT, FORM)
    desk.later(datetime.fromtimestamp(desk.twin.clock.now().timestamp() + left, UTC).isoformat())
    desk.does("buyer", SUBMIT, FORM)


def test_what_was_answered_is_answered_again_beyond_the_limit(desk: Desk) -> None:
    desk.set("cases.rate_limits", submissions={"contact": TWO | {"amount": 1}})
    first = desk.call("buyer", SUBMIT, FORM, **KEY)
    again = desk.call("buyer", SUBMIT, FORM, **KEY)
    assert (again.status, again.json) == (201, first.json)


def test_replies_are_counted_apart(desk: Desk) -> None:
    desk.set("cases.rate_limits", replies={"contact": TWO | {"amount": 1}})
    desk.does("buyer", SUBMIT, FORM)
    desk.does("buyer", f"POST /portal/cases/{CASE}/replies", {"body": "在吗"})
    problem(desk.call("buyer", f"POST /portal/cases/{CASE}/replies", {"body": "在吗"}), 429, "rate_limited")


@pytest.mark.requirement("R-023")
def test_a_network_is_counted_over_its_contacts_and_its_address_is_not_kept(desk: Desk) -> None:
    desk.set("cases.rate_limits", submissions={"network": TWO})
    desk.does("buyer", SUBMIT, FORM)
    desk.does("stranger", SUBMIT, FORM)
    assert problem(desk.call("buyer", SUBMIT, FORM), 429, "rate_limited")["facts"]["kind"] == "network"
    assert "127.0.0" not in str(desk.stored())
