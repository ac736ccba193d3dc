"""Saying what a metric comes to."""

from datetime import datetime

import pytest

from tests.conftest import problem
from tests.integration.analytics.conftest import Library

RATE = "task_acceptance_rate"


def test_what_is_asked_wrongly_is_refused(library: Library) -> None:
    problem(library.call(None, f"GET /metrics/{RATE}"), 401, "not_signed_in")
    for name in ("no_such_metric", f"{RATE}?version=2"):
        refused = problem(library.call("rep", f"GET /metrics/{name}"), 404, "not_found")
        assert refused["facts"]["kind"] == "metric"
    for query in ("zone=Mars/Olympus", "from=yesterday", "from=1999-12-31", "to=2200-01-01", "by=colour", "version=0"):
        problem(library.call("rep", f"GET /metrics/{RATE}?{query}"), 422, "invalid_payload")


@pytest.mark.parametrize(
    ("query", "days", "limit"),
    [
        ("from=2026-03-02&to=2026-03-01", 0, 400),
        ("from=2025-01-01&to=2026-02-05", 401, 400),
        ("from=2026-01-01&to=2026-02-01&by=hour", 32, 31),
    ],
)
def test_a_period_ends_after_it_begins_and_soon_enough(library: Library, query: str, days: int, limit: int) -> None:
    refused = problem(library.call("rep", f"GET /metrics/{RATE}?{query}"), 422, "metric_period")
    assert refused["facts"] == {"field": "from", "days": days, "limit": limit}


def test_it_is_grouped_by_what_it_is_kept_by(library: Library) -> None:
    refused = problem(library.call("rep", f"GET /metrics/{RATE}?by=queue"), 422, "metric_grouping")
    assert "assignee" in refused["facts"]["possible"]
    for by in ("hour", "day", "week", "assignee", "team"):
        query = "&from=2026-03-02&to=2026-03-02" if by == "hour" else ""
        assert library.does("rep", f"GET /metrics/{RATE}?by={by}{query}")["by"] == by


def test_nothing_counted_is_no_value(library: Library) -> None:
    shown = library.asks(RATE)
    assert (shown["value"], shown["numerator"], shown["denominator"], shown["groups"]) == (None, 0, 0, [])
    overdue = library.asks("tasks_overdue")
    assert (overdue["value"], overdue["numerator"], overdue["denominator"]) == (0, 0, None)


def test_it_says_where_it_comes_from(library: Library) -> None:
    library.gives_on("rep", "accept")
    shown = library.asks(RATE, who="peer")
    assert (shown["name"], shown["definition_version"], shown["title"]) == (RATE, 1, "Task acceptance rate")
    assert (shown["from_on"], shown["to_on"], shown["zone"]) == ("2026-02-03", "2026-03-02", "Asia/Shanghai")
    assert datetime.fromisoformat(shown["as_of"]) <= library.twin.clock.now()
    assert shown["scope"] == {"kind": "own", "user_id": "peer", "team_ids": []}


@pytest.mark.parametrize(
    ("who", "scope", "denominator", "people"),
    [
        ("rep", "own", 2, {"rep"}),
        ("peer", "own", 1, {"peer"}),
        ("lead", "team", 3, {"rep", "peer"}),
        ("boss", "team", 1, {"outsider"}),
        ("solo", "own", 0, set()),
        ("qa", "all", 4, {"rep", "peer", "outsider"}),
        ("admin", "all", 4, {"rep", "peer", "outsider"}),
    ],
)
def test_everybody_sees_the_numbers_that_are_theirs(
    library: Library, who: str, scope: str, denominator: int, people: set[str]
) -> None:
    for to, by in (("rep", "lead"), ("rep", "lead"), ("peer", "lead"), ("outsider", "boss")):
        library.gives_on(to, "accept", by)
    shown = library.asks(RATE, who, by="assignee")
    assert (shown["scope"]["kind"], shown["denominator"]) == (scope, denominator)
    assert {each["key"] for each in shown["groups"]} == people
    assert sum(each["denominator"] for each in shown["groups"]) == denominator
    teams = library.asks(RATE, who, by="team")["groups"]
    assert {each["key"] for each in teams} == {"elsewhere" if each == "outsider" else "sales" for each in people}
    rows = library.rows(RATE, who)
    assert len(rows) == denominator
    assert {each["assignee_id"] for each in rows} == people


def test_the_setting_says_who_sees_more(library: Library) -> None:
    library.gives_on("rep", "accept")
    document = {"document": {"agents_see": "team", "supervisors_see": "all"}, "note": "透明"}
    library.does("admin", "PUT /settings/analytics.visibility/default", document, If_Match="0")
    library.twin.advance(minutes=2)
    for who, scope, denominator in (("peer", "team", 1), ("outsider", "team", 0), ("solo", "all", 1)):
        shown = library.asks(RATE, who)
        assert (shown["scope"]["kind"], shown["denominator"]) == (scope, denominator)


def test_what_was_done_counts_for_the_team_of_that_time(library: Library) -> None:
    library.gives_on("rep", "accept")
    version = library.does("admin", "GET /users/rep")["version"]
    library.does("admin", "PATCH /users/rep", {"team_id": "elsewhere"}, If_Match=str(version))
    library.twin.advance(minutes=2)
    library.gives_on("rep", "accept", "boss")
    assert library.groups(RATE, "team") == {"sales": 1, "elsewhere": 1}
    assert library.asks(RATE, "rep")["denominator"] == 2, "their own go with them"


def test_days_are_those_of_the_zone(library: Library) -> None:
    """A task given on Monday at 10:00 in Shanghai is of Sunday evening in New York, and of Monday in Kathmandu."""
    library.gives_on("rep", "accept")
    for zone, day in (("America/New_York", "2026-03-01"), ("Asia/Kathmandu", "2026-03-02"), ("Etc/UTC", "2026-03-02")):
        found = library.groups(RATE, "day", zone=zone, from_="2026-03-01", to="2026-03-02")
        assert found == {each: 1 if each == day else None for each in ("2026-03-01", "2026-03-02")}
    assert library.groups(RATE, "week", from_="2026-02-23", to="2026-03-08") == {"2026-W09": None, "2026-W10": 1}
    hours = library.groups(RATE, "hour", zone="Asia/Kolkata", from_="2026-03-02", to="2026-03-02")
    assert {hour for hour, value in hours.items() if value is not None} == {"2026-03-02T07:00+05:30"}
    assert len(hours) == 24
