"""From the table to the bus."""

from tests.integration.analytics.conftest import Library


def test_what_happens_to_a_rebuilding_is_told(library: Library) -> None:
    library.twin.pump.events.clear()
    rebuild = library.does("admin", "POST /metric-rebuilds", {"kinds": ["task"]})["rebuild_id"]
    told = [(each["source"], each["type"]) for each in library.twin.pump.events if each["aggregate_id"] == rebuild]
    assert told == [("crm.analytics", "MetricRebuildStarted"), ("crm.analytics", "MetricsRebuilt")]


def test_counting_is_nothing_to_tell(library: Library) -> None:
    library.twin.pump.events.clear()
    library.gives_on("rep", "accept")
    assert [each for each in library.twin.pump.events if each["source"] == "crm.analytics"] == []
