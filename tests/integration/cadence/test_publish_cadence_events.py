"""From the table to the bus."""

from tests.integration.cadence.conftest import Office


def test_what_happened_is_told_in_order(office: Office) -> None:
    office.week_begins()
    list_id = office.weekly()["list_id"]
    office.does("lead", f"POST /cadence-lists/{list_id}/approve")
    told = [each["type"] for each in office.twin.pump.events if each["aggregate_id"] == list_id]
    assert told == ["CadenceListDrafted", "CadenceListPublished", "CadenceItemPublished", "CadenceItemLinked"]


def test_a_reminder_is_wished_for_with_what_happened(office: Office) -> None:
    list_id = office.publishes()["list_id"]
    office.twin.pump.events.clear()
    office.until("2026-03-09T09:31:00")
    told = [(each["source"], each["type"]) for each in office.twin.pump.events if each["aggregate_id"] == list_id]
    assert told == [("crm.cadence", "CadenceReminded"), ("crm.core", "MessageRequested")]
