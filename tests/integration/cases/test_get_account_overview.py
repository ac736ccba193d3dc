"""A customer as a whole."""

import pytest

from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import CASE, READERS, Desk

OVERVIEW = "GET /accounts/acme/360"


def test_it_is_for_who_works_with_customers(desk: Desk) -> None:
    problem(desk.call(None, OVERVIEW), 401, "not_signed_in")
    problem(desk.call("buyer", OVERVIEW), 401, "not_signed_in")
    for role in set(EVERYONE) - set(READERS):
        problem(desk.call(role, OVERVIEW), 403, "not_allowed")


def test_an_unknown_account_is_not_found(desk: Desk) -> None:
    answer = desk.call("agent", "GET /accounts/acct_none/360")
    assert problem(answer, 404, "not_found")["facts"] == {"kind": "account", "id": "acct_none"}


@pytest.mark.requirement("R-163")
def test_it_shows_profile_contacts_level_and_cases(desk: Desk) -> None:
    shown = desk.does("qa_supervisor", OVERVIEW)
    assert (shown["account"]["account_id"], shown["service_level"]) == ("acme", "standard")
    assert [each["contact_id"] for each in shown["contacts"]] == ["buyer"]
    assert [each["number"] for each in shown["cases"]["items"]] == [CASE]
    assert desk.does("agent", "GET /accounts/rival/360")["cases"]["items"] == []


def test_cases_that_one_may_not_see_are_not_shown(desk: Desk) -> None:
    assert desk.does("outsider", OVERVIEW)["cases"]["items"] == []


def test_a_customer_with_many_contacts_is_shown_with_the_first(desk: Desk) -> None:
    for number in range(26):
        contact = {"name": f"contact {number:02d}", "email": f"c{number}@acme.example", "account_id": "acme"}
        desk.does("supervisor", "POST /contacts", contact)
    assert len(desk.does("agent", OVERVIEW)["contacts"]) == 25
