"""Listing weekly lists."""

import pytest

from tests.conftest import problem
from tests.integration.cadence.conftest import WEEK, Office


def test_others_lists_are_for_those_above(office: Office) -> None:
    problem(office.call(None, "GET /cadence-lists"), 401, "not_signed_in")
    for who in ("peer", "outsider"):
        refused = problem(office.call(who, "GET /cadence-lists?owner=rep"), 403, "cadence_outside_your_line")
        assert refused["facts"] == {"id": "rep"}
    problem(office.call("rep", "GET /cadence-lists?team=sales"), 403, "cadence_outside_your_line")


@pytest.mark.parametrize("week", ["2025-W53", "2026-W00"])
def test_a_week_that_never_was_is_refused(office: Office, week: str) -> None:
    assert problem(office.call("rep", f"GET /cadence-lists?week={week}"), 422, "week_unknown")["facts"]["week"] == week
    problem(office.call("rep", "GET /cadence-lists?week=next"), 422, "invalid_payload")


def test_somebody_without_key_accounts_has_none(office: Office) -> None:
    office.week_begins()
    assert office.does("peer", "GET /cadence-lists?week=current") == {"items": [], "next_cursor": None}


def test_an_owner_has_one_a_week(office: Office) -> None:
    assert office.does("rep", "GET /cadence-lists?week=current")["items"] == []
    office.week_begins()
    (row,) = office.does("rep", "GET /cadence-lists?week=current")["items"]
    assert (row["owner_id"], row["team_id"], row["week"]) == ("rep", "sales", WEEK)
    assert (row["status"], row["total"], row["done"], row["key_accounts"]) == ("draft", 1, 0, 1)
    office.until("2026-03-23T00:31:00")
    first = office.does("lead", "GET /cadence-lists?owner=rep&limit=2")
    assert [each["week"] for each in first["items"]] == ["2026-W13", "2026-W12"]
    rest = office.does("lead", f"GET /cadence-lists?owner=rep&limit=2&cursor={first['next_cursor']}")
    assert [each["week"] for each in rest["items"]] == [WEEK]


def test_a_team_has_one_for_each_owner(office: Office) -> None:
    office.does("admin", "PATCH /teams/sales", {"lead_id": "lead"}, If_Match="1")
    office.takes_on("other", "peer", key_account=True)
    office.week_begins()
    office.twin.advance(minutes=2)
    first = office.does("lead", "GET /cadence-lists?team=sales&limit=1")
    rest = office.does("lead", f"GET /cadence-lists?team=sales&limit=1&cursor={first['next_cursor']}")
    assert [each["owner_id"] for each in first["items"] + rest["items"]] == ["peer", "rep"]
    assert office.does("admin", "GET /cadence-lists?team=sales&week=2026-W10")["items"] == []
