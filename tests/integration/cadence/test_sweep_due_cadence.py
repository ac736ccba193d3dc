"""Finding what waits in cadence and whose schedule was lost."""

from tests.integration.cadence.conftest import Office


def test_nothing_overdue_is_nothing_to_do(office: Office) -> None:
    before = office.stored()
    office.invoke("sweep_due_cadence", {})
    assert office.stored() == before


def test_what_is_overdue_is_done_once(office: Office) -> None:
    list_id = office.publishes()["list_id"]
    assert office.twin.pump.lose_schedules("cadence") > 0
    office.later("2026-03-09T09:33:00")
    office.invoke("sweep_due_cadence", {})
    before = office.stored()
    office.invoke("sweep_due_cadence", {})
    assert office.stored() == before
    office.twin.settle()
    assert len(office.told("rep", "cadence_reminder")) == 1
    assert office.timers(list_id) == ["2026-03-11T01:30:00Z"]
