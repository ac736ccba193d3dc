"""Showing a case."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, READERS, Desk, only_for

SHOW = f"GET /cases/{CASE}"


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, SHOW, None, *READERS, "integration")


@pytest.mark.requirement("R-009")
@pytest.mark.parametrize(
    ("agents_see", "supervisors_see", "seen_by"),
    [
        ("queues", "all", {"agent", "colleague", "supervisor", "qa_supervisor", "integration"}),
        ("own", "all", {"agent", "supervisor", "qa_supervisor", "integration"}),
        ("all", "queues", {"agent", "colleague", "outsider", "supervisor", "qa_supervisor", "integration"}),
    ],
)
def test_who_sees_it_is_the_desks_to_say(desk: Desk, agents_see: str, supervisors_see: str, seen_by: set[str]) -> None:
    boss = {
        "user_id": "boss",
        "name": "b",
        "email": "b@kairos.example",
        "roles": ["supervisor"],
        "team_id": "elsewhere",
    }
    desk.does("admin", "POST /users", boss)
    desk.set("cases.handling", agents_see=agents_see, supervisors_see=supervisors_see)
    everybody = ("agent", "colleague", "outsider", "supervisor", "qa_supervisor", "integration", "boss")
    answers = {who: desk.call(who, SHOW).status for who in everybody}
    expected = seen_by | ({"boss"} if supervisors_see == "all" else set())
    assert answers == {who: 200 if who in expected else 404 for who in everybody}


def test_by_number_or_id_it_is_the_same(desk: Desk) -> None:
    by_number, by_id = desk.call("agent", SHOW), desk.call("agent", f"GET /cases/{desk.case_id}")
    assert by_number.json == by_id.json
    assert by_number.headers["ETag"] == f'"{by_number.json["version"]}"'
    assert (by_number.json["case_id"], by_number.json["number"]) == (desk.case_id, CASE)
    problem(desk.call("agent", "GET /cases/c-000001"), 404, "not_found")


@pytest.mark.requirement("R-029", "R-126")
def test_its_milestones_stand_as_they_are_now(desk: Desk) -> None:
    version = desk.case()["version"]
    desk.later("2026-03-02T02:45:00+00:00")
    case = desk.case()
    response = case["milestones"][0]
    assert (response["elapsed_seconds"], response["remaining_seconds"], response["color"]) == (2700, 900, "orange")
    assert case["color"] == "orange"
    assert case["version"] == version, "looking changes nothing"
