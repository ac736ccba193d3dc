"""Turning a weekly list down."""

from tests.conftest import problem
from tests.integration.cadence.conftest import Office

WHY = {"reason": "宏达集团本周已由总部拜访"}


def test_a_reason_is_needed_and_the_right(office: Office) -> None:
    office.week_begins()
    route = f"POST /cadence-lists/{office.weekly()['list_id']}/reject"
    problem(office.call(None, route, WHY), 401, "not_signed_in")
    problem(office.call("rep", route, WHY), 403, "not_allowed")
    problem(office.call("outsider", route, WHY), 404, "not_found")
    problem(office.call("lead", route, {}), 422, "invalid_payload")
    problem(office.call("lead", route, WHY, If_Match='"9"'), 409, "stale_version")


def test_nobody_is_reminded_of_it_and_it_may_be_approved_after_all(office: Office) -> None:
    office.week_begins()
    list_id = office.weekly()["list_id"]
    turned_down = office.does("lead", f"POST /cadence-lists/{list_id}/reject", WHY)
    assert (turned_down["status"], turned_down["reason"]) == ("rejected", WHY["reason"])
    office.until("2026-03-12T12:00:00")
    assert (office.told("rep", "cadence_reminder"), office.inbox()) == ([], [])
    approved = office.does("boss", f"POST /cadence-lists/{list_id}/approve")
    assert (approved["status"], approved["reason"]) == ("published", None)
    problem(office.call("lead", f"POST /cadence-lists/{list_id}/reject", WHY), 409, "cadence_list_decided")
