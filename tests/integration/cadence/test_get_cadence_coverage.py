"""Looking at how well key accounts are covered."""

import pytest

from tests.conftest import problem
from tests.integration.cadence.conftest import WEEK, Office


def test_it_is_for_supervisors(office: Office) -> None:
    problem(office.call(None, "GET /cadence-coverage"), 401, "not_signed_in")
    problem(office.call("rep", "GET /cadence-coverage"), 403, "not_allowed")
    problem(office.call("lead", "GET /cadence-coverage"), 404, "not_found")
    problem(office.call("lead", "GET /cadence-coverage?week=2025-W53"), 422, "week_unknown")


@pytest.mark.requirement("R-274")
def test_every_account_above_the_threshold_is_on_somebodys_list(office: Office) -> None:
    large = {"amount": {"amount_minor": 100_000_000, "currency": "CNY"}, "renews_on": "2026-03-20"}
    for number in range(6):
        office.takes_on(f"large-{number}", ("rep", "peer", "lead")[number % 3], contract=large)
        office.takes_on(f"tiny-{number}", ("rep", "peer", "lead")[number % 3])
    office.week_begins()
    listed = {each["account_id"] for owner in ("rep", "peer", "lead") for each in office.weekly(owner)["items"]}
    assert listed == {"hongda", *(f"large-{number}" for number in range(6))}
    shown = office.does("lead", "GET /cadence-coverage")
    assert (shown["team_id"], shown["week"], shown["lists"]) == ("sales", WEEK, 3)
    assert (shown["key_accounts"], shown["listed"], shown["coverage"]) == (7, 7, 1.0)
    assert (shown["finished"], shown["left_out"]) == (True, [])


def test_what_a_list_has_no_room_for_is_not_covered(office: Office) -> None:
    office.set_policy(list_size=2)
    for number in range(3):
        office.takes_on(f"more-{number}", key_account=True)
    office.week_begins()
    shown = office.does("boss", "GET /cadence-coverage?team=sales")
    assert (shown["key_accounts"], shown["listed"], shown["coverage"]) == (4, 2, 0.5)
    weekly = office.weekly()
    assert weekly["key_accounts"] == 4
    assert weekly["items"][0]["account_id"] == "hongda", "the highest score first"
