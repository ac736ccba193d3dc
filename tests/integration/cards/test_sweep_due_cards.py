"""Cards whose schedule was lost."""

from tests.integration.cards.conftest import Office


def test_what_is_due_is_done_though_its_schedule_was_lost(office: Office, card: str) -> None:
    office.twin.pump.lose_schedules("cards")
    office.later("2026-03-02T05:05:00+00:00")
    for _ in range(2):
        office.invoke("sweep_due_cards", {})
        office.twin.settle()
    assert len(office.told("zhang", "card_reminder")) == 1


def test_what_is_not_due_is_left_alone(office: Office, card: str) -> None:
    before = office.stored()
    office.invoke("sweep_due_cards", {})
    assert office.stored() == before
