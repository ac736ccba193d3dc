"""Who does what for a customer."""

import pytest

from tests.conftest import problem
from tests.integration.conflicts.conftest import Floor, unknown_account

SHOW = "GET /accounts/acme/responsibility"


def test_an_unknown_customer_is_not_found(floor: Floor) -> None:
    unknown_account(floor, SHOW)


def test_a_version_that_there_is_not_is_not_found(floor: Floor) -> None:
    refused = problem(floor.call("rep", f"{SHOW}?version=1"), 404, "not_found")
    assert refused["facts"] == {"kind": "responsibility", "id": "acme@1"}
    problem(floor.call("rep", f"{SHOW}?version=-1"), 422, "invalid_payload")


def test_nothing_is_decided_at_first(floor: Floor) -> None:
    shown = floor.does("guest", SHOW)
    assert (shown["version"], shown["primary_owner_id"], shown["assignments"]) == (0, None, [])


@pytest.mark.requirement("R-287")
def test_each_decision_is_a_version_that_never_changes(floor: Floor) -> None:
    first = floor.contested()
    floor.resolves(first, roles={"success": "observer"}, note="合同由销售签订")
    shown = floor.does("guest", SHOW)
    assert shown == {
        "account_id": "acme",
        "version": 1,
        "primary_owner_id": "rep",
        "assignments": [
            {"user_id": "rep", "team_id": "sales", "role": "primary_owner"},
            {"user_id": "care", "team_id": "service", "role": "collaborator"},
            {"user_id": "success", "team_id": "service", "role": "observer"},
        ],
        "conflict_id": first,
        "note": "合同由销售签订",
        "decided_by": "boss",
        "decided_at": "2026-03-02T02:00:00Z",
    }
    floor.twin.advance(hours=5)
    floor.follows("extra")
    floor.resolves(floor.conflicts("open")[0]["conflict_id"], "extra")
    assert (floor.does("guest", SHOW)["version"], floor.does("guest", SHOW)["primary_owner_id"]) == (2, "extra")
    assert floor.does("guest", f"{SHOW}?version=1") == shown
