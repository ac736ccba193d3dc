"""Taking the address of one's calendar back."""

from tests.conftest import problem
from tests.integration.tasks.conftest import Office

REVOKE = "DELETE /me/calendar-feed"


def test_it_needs_a_sign_in(office: Office) -> None:
    problem(office.call(None, REVOKE), 401, "not_signed_in")


def test_without_one_there_is_nothing_to_do(office: Office) -> None:
    before = office.stored()
    assert office.call("rep", REVOKE).status == 204
    assert office.stored() == before


def test_it_opens_nothing_any_more_until_a_new_one_is_asked_for(office: Office) -> None:
    first = office.does("rep", "POST /me/calendar-feed")["path"]
    for _ in range(2):
        assert office.call("rep", REVOKE).status == 204
    problem(office.call(None, f"GET {first}"), 404, "not_found")
    second = office.does("rep", "POST /me/calendar-feed")["path"]
    problem(office.call(None, f"GET {first}"), 404, "not_found")
    assert office.call(None, f"GET {second}").status == 200
