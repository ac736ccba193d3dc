"""Keeping the schedules of conflicts in step."""

from tests.integration.conflicts.conftest import Floor


def timers(floor: Floor, aggregate_id: str) -> list[str]:
    return [each["fires_at"] for each in floor.twin.pump.timers() if each["name"].startswith(aggregate_id)]


def test_there_is_one_for_what_comes_next(floor: Floor) -> None:
    conflict_id = floor.contested()
    assert timers(floor, conflict_id) == ["2026-03-04T02:00:00Z"], "two days to resolve it"
    floor.follows("extra")
    assert timers(floor, conflict_id) == ["2026-03-02T09:00:00Z"], "the digest"
    floor.resolves(conflict_id)
    assert timers(floor, conflict_id) == []


def test_a_whitelisting_that_ends_has_one(floor: Floor) -> None:
    before = len(floor.twin.pump.timers())
    put = "PUT /accounts/acme/conflict-whitelist"
    floor.does("boss", put, {"reason": "重点协同", "until": "2026-03-03T02:00:00Z"})
    assert len(floor.twin.pump.timers()) == before + 1
    assert floor.twin.pump.timers()[0]["fires_at"] == "2026-03-03T02:00:00Z"
    floor.does("boss", put, {"reason": "重点协同"})
    assert len(floor.twin.pump.timers()) == before
