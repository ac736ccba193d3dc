"""Finding cases whose schedule was lost."""

from tests.integration.cases.conftest import Desk


def test_nothing_overdue_is_nothing_to_do(desk: Desk) -> None:
    before = desk.stored()
    desk.invoke("sweep_due_cases", {})
    desk.later("2026-03-02T02:31:00+00:00")
    desk.invoke("sweep_due_cases", {})
    assert desk.stored() == before, "what is due since a minute is left to its schedule"


def test_what_is_overdue_is_done_once(desk: Desk) -> None:
    others = [desk.opens()["number"] for _ in range(2)]
    assert desk.twin.pump.lose_schedules("cases") == 3
    desk.later("2026-03-02T02:32:00+00:00")
    desk.invoke("sweep_due_cases", {})
    before = desk.stored()
    desk.invoke("sweep_due_cases", {})
    assert desk.stored() == before
    for number in (desk.case_id, *others):
        assert [each["type"] for each in desk.events(number)][-1] == "ThresholdReached"


def test_the_sweep_itself_comes_every_few_minutes(desk: Desk) -> None:
    desk.twin.pump.lose_schedules()
    desk.twin.advance(minutes=40)
    assert desk.events()[-1]["data"]["percent"] == 50
