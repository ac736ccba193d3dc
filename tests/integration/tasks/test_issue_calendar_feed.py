"""Getting the address of one's calendar."""

from tests.conftest import problem
from tests.integration.tasks.conftest import KEY, Office

FEED = "POST /me/calendar-feed"


def test_it_needs_a_sign_in(office: Office) -> None:
    problem(office.call(None, FEED), 401, "not_signed_in")


def test_it_opens_ones_calendar_for_a_year(office: Office) -> None:
    issued = office.does("rep", FEED)
    assert issued["expires_at"] == "2027-03-03T02:00:00Z"
    assert office.call(None, f"GET {issued['path']}").status == 200


def test_a_repeated_call_gives_the_same_address(office: Office) -> None:
    first = office.call("rep", FEED, None, **KEY)
    again = office.call("rep", FEED, None, **KEY)
    assert (again.status, again.json) == (201, first.json)
    assert office.call(None, f"GET {first.json['path']}").status == 200


def test_a_new_address_closes_the_one_before_and_nobody_elses(office: Office) -> None:
    first, of_peer = office.does("rep", FEED)["path"], office.does("peer", FEED)["path"]
    second = office.does("rep", FEED)["path"]
    problem(office.call(None, f"GET {first}"), 404, "not_found")
    assert [office.call(None, f"GET {path}").status for path in (second, of_peer)] == [200, 200]


def test_the_token_is_kept_in_no_event(office: Office) -> None:
    token = office.does("rep", FEED)["path"].rpartition("=")[2]
    issued = [each for each in office.twin.pump.events if each["type"] == "CalendarFeedIssued"]
    assert [each["data"]["number"] for each in issued] == [1]
    assert token not in str(office.twin.pump.events)
