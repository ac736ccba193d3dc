"""A new team's rhythm."""

from tests.integration.cadence.conftest import Office


def test_a_new_team_has_its_rhythm_once(office: Office) -> None:
    office.does("admin", "POST /teams", {"team_id": "fresh", "name": "fresh"})
    assert office.timers("rhythm_fresh") == ["2026-03-08T16:30:00Z"]
    before = office.stored()
    office.hears("follow_teams", "crm.directory", "TeamCreated", "fresh", {"name": "fresh"})
    assert office.stored() == before
