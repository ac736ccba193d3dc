"""What is due for a conflict, or for a customer that many may follow."""

import pytest

from crm.core.errors import NotFoundError
from tests.integration.conflicts.conftest import Floor


def fire(floor: Floor, aggregate_id: str, instant: str) -> None:
    """Let a timer fire at a time, and nothing that follows from it."""
    floor.later(instant)
    floor.invoke("fire_due_conflict", {"aggregate_id": aggregate_id, "due_at": instant})


@pytest.mark.parametrize("aggregate_id", ["conflict_none", "FOLLOWING#nobody"])
def test_what_is_not_there_fails_loudly(floor: Floor, aggregate_id: str) -> None:
    with pytest.raises(NotFoundError):
        floor.invoke("fire_due_conflict", {"aggregate_id": aggregate_id, "due_at": "2026-03-02T04:00:00+00:00"})


def test_too_early_does_nothing(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.follows("extra")
    floor.does("boss", "PUT /accounts/quiet/conflict-whitelist", {"reason": "重点", "until": "2026-03-03T02:00:00Z"})
    before = floor.stored()
    fire(floor, conflict_id, "2026-03-02T08:59:59+00:00")
    fire(floor, "FOLLOWING#quiet", "2026-03-02T08:59:59+00:00")
    assert floor.stored() == before


def test_the_digest_goes_out_once(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.follows("extra")
    for _ in range(2):
        fire(floor, conflict_id, "2026-03-02T09:00:00+00:00")
    assert floor.kinds(conflict_id)[2:] == ["ConflictJoined", "ConflictTold"]
    assert floor.events(conflict_id)[-1]["data"]["joined"] == ["extra"]
    floor.twin.settle()
    assert floor.times_told("conflict_digest", "rep", "extra") == [1, 1]


def test_what_is_over_is_left_alone(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.follows("extra")
    floor.resolves(conflict_id)
    before = floor.stored()
    fire(floor, conflict_id, "2026-03-05T09:00:00+00:00")
    assert floor.stored() == before


def test_a_conflict_that_nobody_resolves_is_put_before_who_answers_for_the_account_once(floor: Floor) -> None:
    conflict_id = floor.contested()
    for _ in range(2):
        fire(floor, conflict_id, "2026-03-04T02:00:00+00:00")
    event = floor.events(conflict_id)[-1]
    assert floor.kinds(conflict_id).count("ConflictUnresolved") == 1
    assert event["data"] == {
        "account_id": "acme",
        "account_name": "Acme",
        "reviewer_id": "owner",
        "priority": "high",
        "expected_by_at": "2026-03-05T02:00:00Z",
        "opened_at": "2026-03-02T02:00:00Z",
        "participants": ["care", "rep", "success"],
    }


def test_a_whitelisting_ends_once_and_one_that_was_prolonged_goes_on(floor: Floor) -> None:
    put = "PUT /accounts/acme/conflict-whitelist"
    floor.does("boss", put, {"reason": "重点协同", "until": "2026-03-03T02:00:00Z"})
    floor.does("boss", put, {"reason": "重点协同", "until": "2026-03-04T02:00:00Z"})
    fire(floor, "FOLLOWING#acme", "2026-03-03T02:00:00+00:00")
    assert floor.does("rep", put.replace("PUT", "GET"))["whitelisted"] is True
    for _ in range(2):
        fire(floor, "FOLLOWING#acme", "2026-03-04T02:00:00+00:00")
    floor.twin.settle()
    assert len(floor.published("AccountUnlisted")) == 1
