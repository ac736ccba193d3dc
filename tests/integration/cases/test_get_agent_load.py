"""How many cases a colleague has."""

import pytest

from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import AGENTS, CASE, SOLVED, Desk

LOAD = "GET /users/agent/load"


def test_it_is_for_who_handles_cases(desk: Desk) -> None:
    problem(desk.call(None, LOAD), 401, "not_signed_in")
    for role in set(EVERYONE) - set(AGENTS):
        problem(desk.call(role, LOAD), 403, "not_allowed")


def test_nobody_unknown_has_a_load(desk: Desk) -> None:
    answer = desk.call("agent", "GET /users/nobody/load")
    assert problem(answer, 404, "not_found")["facts"] == {"kind": "user", "id": "nobody"}


@pytest.mark.requirement("R-116")
def test_it_counts_open_cases(desk: Desk) -> None:
    assert desk.does("agent", LOAD) == {"user_id": "agent", "active": 1, "capacity": 10, "handling_seconds": None}
    desk.opens()
    assert desk.does("agent", LOAD)["active"] == 2
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    assert desk.does("agent", LOAD)["active"] == 1
    desk.does("agent", f"POST /cases/{CASE}/reopenings", {"reason": "x"})
    assert desk.does("agent", LOAD)["active"] == 2
    assert desk.does("agent", "GET /users/colleague/load")["active"] == 0
