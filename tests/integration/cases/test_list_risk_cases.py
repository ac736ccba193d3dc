"""The risk panel."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import Desk
from tests.integration.cases.duplicates import RISKS, bursts, submits


def test_it_is_for_supervisors(desk: Desk) -> None:
    problem(desk.call(None, RISKS), 401, "not_signed_in")
    problem(desk.call("agent", RISKS), 403, "not_allowed")


def test_a_state_that_there_is_not_is_refused(desk: Desk) -> None:
    problem(desk.call("supervisor", f"{RISKS}?state=odd"), 422, "invalid_payload")


@pytest.mark.requirement("R-023", "R-093")
def test_a_burst_is_on_it_and_explains_itself(desk: Desk) -> None:
    numbers = bursts(desk, 4)
    assert desk.does("supervisor", RISKS)["items"] == []
    numbers.append(submits(desk)["number"])
    (shown,) = desk.does("supervisor", RISKS)["items"]
    assert (shown["number"], shown["state"], shown["rule"]) == (numbers[0], "suspected", "cases.malice:default@0")
    assert shown["inputs"] == {
        "equal_cases": 5,
        "limit": 5,
        "within_seconds": 600,
        "numbers": numbers,
        "contact_id": "buyer",
    }
    assert [each["number"] for each in shown["merged"]] == numbers[1:]


def test_what_comes_slowly_is_not(desk: Desk) -> None:
    for _ in range(5):
        submits(desk)
        desk.twin.advance(minutes=3)
    assert desk.does("supervisor", RISKS)["items"] == []


def test_it_is_paged_newest_first(desk: Desk) -> None:
    desk.set("cases.malice", equal_cases=2)
    firsts = []
    for title in ("一", "二", "三"):
        firsts.append(submits(desk, title=title)["number"])
        submits(desk, title=title)
        desk.twin.advance(minutes=1)
    page = desk.does("supervisor", f"{RISKS}?limit=2")
    rest = desk.does("supervisor", f"{RISKS}?limit=2&cursor={page['next_cursor']}")
    assert [each["number"] for each in (*page["items"], *rest["items"])] == firsts[::-1]
