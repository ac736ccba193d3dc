"""From the table to the bus."""

from tests.integration.conflicts.conftest import THREE, Floor


def test_what_happened_is_told_in_order_with_the_messages_it_wants(floor: Floor) -> None:
    conflict_id = floor.contested()
    told = [(each["source"], each["type"]) for each in floor.twin.pump.events if each["aggregate_id"] == conflict_id]
    assert told == [
        ("crm.conflicts", "ConflictOpened"),
        ("crm.conflicts", "ConflictTold"),
        *[("crm.core", "MessageRequested")] * len(THREE),
    ]


def test_a_decision_is_told_of_everything_it_changes(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.twin.pump.events.clear()
    floor.resolves(conflict_id, workspace=True)
    told = [each["type"] for each in floor.twin.pump.events if each["source"] == "crm.conflicts"]
    assert sorted(told) == ["ConflictResolved", "ConflictSettled", "ResponsibilityDecided", "WorkspaceOpened"]
