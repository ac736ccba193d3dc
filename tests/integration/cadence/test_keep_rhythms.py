"""Keeping the rhythm of every team."""

from tests.integration.cadence.conftest import Office


def test_a_team_that_has_its_rhythm_keeps_it(office: Office) -> None:
    before = office.stored()
    for _ in range(2):
        office.invoke("keep_rhythms", {})
    assert office.stored() == before


def test_those_without_a_team_have_one_too(office: Office) -> None:
    assert office.timers("rhythm_--") == ["2026-03-08T16:30:00Z"]
    office.takes_on("of-boss", "boss", key_account=True)
    office.week_begins()
    assert [each["account_id"] for each in office.weekly("boss")["items"]] == ["of-boss"]


def test_a_policy_that_was_changed_unheard_is_followed(office: Office) -> None:
    now = office.does("boss", "GET /settings/cadence.policy/default")
    body = {"document": now["document"] | {"weekday": "tue"}, "note": "test"}
    assert office.call("boss", "PUT /settings/cadence.policy/default", body, If_Match="0").status == 200
    office.invoke("keep_rhythms", {})
    office.twin.settle()
    assert office.timers("rhythm_sales") == ["2026-03-09T16:30:00Z"]
