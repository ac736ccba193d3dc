"""Who is blocked."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import Desk
from tests.integration.cases.duplicates import bursts, decides

BLOCKS = "GET /risk/blocks"


def test_it_is_for_supervisors(desk: Desk) -> None:
    problem(desk.call(None, BLOCKS), 401, "not_signed_in")
    problem(desk.call("agent", BLOCKS), 403, "not_allowed")


@pytest.mark.requirement("R-023")
def test_a_contact_and_a_network_are_listed_until_their_time(desk: Desk) -> None:
    number = bursts(desk)[0]
    decides(desk, number, "block", for_seconds=3600)
    shown = desk.does("supervisor", BLOCKS)["items"]
    assert {each["kind"]: each["contact_id"] for each in shown} == {"contact": "buyer", "network": None}
    assert {(each["by"], each["reason"]) for each in shown} == {("supervisor", "核实过")}
    page = desk.does("supervisor", f"{BLOCKS}?limit=1")
    rest = desk.does("supervisor", f"{BLOCKS}?limit=1&cursor={page['next_cursor']}")
    assert [*page["items"], *rest["items"]] == shown
    desk.twin.advance(hours=1, minutes=1)
    assert desk.does("supervisor", BLOCKS)["items"] == []
