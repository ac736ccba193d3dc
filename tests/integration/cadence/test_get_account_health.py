"""Looking at an account's health."""

import pytest

from tests.conftest import problem
from tests.integration.cadence.conftest import SAID, Office


def test_it_is_for_colleagues(office: Office) -> None:
    problem(office.call(None, "GET /accounts/hongda/health"), 401, "not_signed_in")
    problem(office.call("rep", "GET /accounts/none-such/health"), 404, "not_found")


def test_an_account_of_which_nothing_is_known_is_at_the_base(office: Office) -> None:
    shown = office.health("small")
    assert (shown["score"], shown["history"], shown["heard_at"]) == (70, [], None)
    assert shown["parts"] == {"base": 70, "feedback": 0, "silence": 0, "overdue_renewal": 0}


@pytest.mark.requirement("R-282")
def test_it_has_parts_and_a_history_with_causes(office: Office) -> None:
    office.takes_on("late", key_account=True, contract={"renews_on": "2026-03-20"})
    weekly = office.publishes()
    late = next(each for each in weekly["items"] if each["account_id"] == "late")
    office.does("rep", f"POST /cadence-items/{late['item_id']}/feedback", SAID)
    office.until("2026-03-21T00:01:00")
    assert office.health("late")["parts"] == {"base": 70, "feedback": 10, "silence": 0, "overdue_renewal": -20}
    office.until("2026-04-09T00:00:00")
    shown = office.health("late")
    assert shown["parts"] == {"base": 70, "feedback": 10, "silence": -5, "overdue_renewal": -20}
    assert (shown["score"], shown["rules"]) == (55, "default@0")
    told = [(each["before"], each["after"], each["causes"]) for each in shown["history"]]
    assert told == [(60, 55, ["silence"]), (80, 60, ["overdue_renewal"]), (70, 80, ["feedback"])]
    assert shown["history"][-1]["subject_id"] == late["item_id"]
    changes = [each["data"] for each in office.happened("AccountHealthChanged")]
    assert [each["after"] for each in changes if each["account_id"] == "late"] == [80, 60, 55]


def test_a_renewal_mends_it(office: Office) -> None:
    office.takes_on("late", contract={"renews_on": "2026-03-10"})
    office.until("2026-03-11T08:00:00")
    assert office.health("late")["score"] == 50
    office.does("boss", "PATCH /accounts/late", {"contract": {"renews_on": "2027-03-10"}}, If_Match="1")
    shown = office.health("late")
    assert (shown["score"], shown["history"][0]["causes"], shown["renews_on"]) == (70, ["renewed"], "2027-03-10")
