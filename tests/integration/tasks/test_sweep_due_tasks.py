"""Finding tasks whose schedule was lost."""

from tests.integration.tasks.conftest import Office


def test_nothing_overdue_is_nothing_to_do(office: Office, task: str) -> None:
    before = office.stored()
    office.invoke("sweep_due_tasks", {})
    office.later("2026-03-02T08:01:00+00:00")
    office.invoke("sweep_due_tasks", {})
    assert office.stored() == before, "what is due since a minute is left to its schedule"


def test_what_is_overdue_is_done_once(office: Office) -> None:
    given = [office.gives() for _ in range(3)]
    assert office.twin.pump.lose_schedules("tasks") == 3
    office.later("2026-03-02T08:03:00+00:00")
    office.invoke("sweep_due_tasks", {})
    before = office.stored()
    office.invoke("sweep_due_tasks", {})
    assert office.stored() == before
    assert [office.kinds(each)[-1] for each in given] == ["TaskReminded"] * 3
