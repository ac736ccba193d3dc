"""Ending a relation of two cases."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import AGENTS, CASE, Desk, needs_the_handler, only_for


def test_it_is_for_who_handles_the_case(desk: Desk) -> None:
    other = desk.opens()["number"]
    route = f"DELETE /cases/{CASE}/relations/{other}?relation=related_to"
    only_for(desk, route, None, *AGENTS)
    needs_the_handler(desk, route, None)


def test_ending_what_does_not_hold_changes_nothing(desk: Desk) -> None:
    other = desk.opens()["number"]
    before = desk.stored()
    assert desk.call("agent", f"DELETE /cases/{CASE}/relations/{other}?relation=causes").status == 200
    assert desk.stored() == before
    bad = problem(desk.call("agent", f"DELETE /cases/{CASE}/relations/{other}?relation=x"), 422, "invalid_payload")
    assert bad["errors"][0]["field"] == "relation"


@pytest.mark.requirement("R-153")
def test_it_ends_on_both_sides(desk: Desk) -> None:
    other = desk.opens()["number"]
    desk.does("agent", f"POST /cases/{CASE}/relations", {"relation": "caused_by", "case_id": other})
    assert desk.case(other)["causes"] == 1
    desk.does("agent", f"DELETE /cases/{CASE}/relations/{other}?relation=caused_by")
    assert (desk.case()["caused_by"], desk.case(other)["causes"]) == (None, 0)
    for number in (CASE, other):
        assert desk.events(number)[-1]["type"] == "CaseUnrelated"
        assert desk.does("agent", f"GET /cases/{number}/relations")["items"] == []
    desk.does("agent", f"POST /cases/{CASE}/relations", {"relation": "causes", "case_id": other})
