"""Rhythms in step with the policy."""

import pytest

from tests.conftest import problem
from tests.integration.cadence.conftest import Office


def test_only_supervisors_and_administrators_set_it(office: Office) -> None:
    document = office.does("boss", "GET /settings/cadence.policy/default")["document"]
    for kind in ("cadence.policy", "cadence.scoring", "cadence.health"):
        body = {"document": document, "note": "test"}
        problem(office.call("rep", f"PUT /settings/{kind}/default", body, If_Match="0"), 403, "not_allowed")


@pytest.mark.parametrize(
    ("kind", "member", "value", "rule"),
    [
        ("cadence.policy", "at", "00:30:00+08:00", "time_with_zone"),
        ("cadence.policy", "next_contact_days", {"improved": 7}, "signals_incomplete"),
        ("cadence.health", "signals", {"improved": 7}, "signals_incomplete"),
    ],
)
def test_what_makes_no_sense_is_refused(office: Office, kind: str, member: str, value: object, rule: str) -> None:
    document = office.does("boss", f"GET /settings/{kind}/default")["document"] | {member: value}
    answer = office.call("boss", f"PUT /settings/{kind}/default", {"document": document, "note": "x"}, If_Match="0")
    assert rule in [each["rule"] for each in problem(answer, 422, "invalid_payload")["errors"]]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"renewal_within_days": 3}, "last_action_conditional"),
        ({"action": "check_in"}, "actions_repeated"),
        ({"title": {"zh-CN": "沟通"}}, "both_languages"),
        ({"goal": {"zh-CN": "{amount}", "en": "{amount}"}}, "placeholder_unknown"),
    ],
)
def test_a_suggestion_that_makes_no_sense_is_refused(office: Office, change: dict[str, object], rule: str) -> None:
    document = office.does("boss", "GET /settings/cadence.scoring/default")["document"]
    document["actions"][-1] |= change
    body = {"document": document, "note": "test"}
    answer = office.call("boss", "PUT /settings/cadence.scoring/default", body, If_Match="0")
    assert rule in [each["rule"] for each in problem(answer, 422, "invalid_payload")["errors"]]


def test_another_hour_is_felt_by_all_teams_at_once(office: Office) -> None:
    office.set_policy(at="06:00:00")
    assert office.timers("rhythm_sales") == office.timers("rhythm_elsewhere") == ["2026-03-08T22:00:00Z"]


def test_a_team_may_have_its_own(office: Office) -> None:
    office.set_policy("sales", zone="Europe/Berlin", weekday="tue")
    assert office.timers("rhythm_sales") == ["2026-03-09T23:30:00Z"]
    assert office.timers("rhythm_elsewhere") == ["2026-03-08T16:30:00Z"]
    office.set_policy(at="06:00:00")
    assert office.timers("rhythm_sales") == ["2026-03-09T23:30:00Z"]
    office.until("2026-03-10T07:31:00")
    assert office.weekly()["policy"] == "sales@1"


def test_a_policy_of_no_team_and_other_settings_change_nothing(office: Office) -> None:
    timers = office.twin.pump.timers()
    office.set_policy("nobody", at="06:00:00")
    office.set_policy(kind="cadence.health", base=60)
    assert office.twin.pump.timers() == timers
