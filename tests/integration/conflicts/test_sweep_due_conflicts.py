"""Finding conflicts whose schedule was lost."""

from tests.integration.conflicts.conftest import Floor


def test_what_is_overdue_is_done_once(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.follows("extra")
    floor.does("boss", "PUT /accounts/quiet/conflict-whitelist", {"reason": "重点", "until": "2026-03-02T09:00:00Z"})
    floor.twin.pump.lose_schedules("conflicts")
    before = floor.stored()
    floor.later("2026-03-02T09:01:00+00:00")
    floor.invoke("sweep_due_conflicts", {})
    assert floor.stored() == before, "what is due since a minute is left to its schedule"
    floor.later("2026-03-02T09:03:00+00:00")
    floor.invoke("sweep_due_conflicts", {})
    assert floor.kinds(conflict_id)[-1] == "ConflictTold"
    assert floor.does("rep", "GET /accounts/quiet/conflict-whitelist")["version"] == 2
    before = floor.stored()
    floor.invoke("sweep_due_conflicts", {})
    assert floor.stored() == before
