"""Business time, case by case."""

from datetime import UTC, date, datetime

import pytest

from crm.core.calendar import BusinessCalendar, NoOpenHoursError, parse_time, union

HOUR = 3600
ALWAYS = dict.fromkeys(range(7), ((0, 24 * HOUR),))
OFFICE = dict.fromkeys(range(5), ((9 * HOUR, 18 * HOUR),))
WITH_LUNCH = dict.fromkeys(range(5), ((9 * HOUR, 12 * HOUR), (13 * HOUR, 18 * HOUR)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def office(zone: str = "Asia/Shanghai", **exceptions: object) -> BusinessCalendar:
    return BusinessCalendar(zone, OFFICE, {})


@pytest.mark.parametrize(
    ("weekly", "start", "end", "hours"),
    [
        (OFFICE, "2026-03-02T09:00+08:00", "2026-03-02T18:00+08:00", 9),
        (OFFICE, "2026-03-02T00:00+08:00", "2026-03-03T00:00+08:00", 9),
        (OFFICE, "2026-03-02T12:00+08:00", "2026-03-02T13:30+08:00", 1.5),
        (OFFICE, "2026-03-06T17:00+08:00", "2026-03-09T10:00+08:00", 2),
        (OFFICE, "2026-03-07T00:00+08:00", "2026-03-08T23:00+08:00", 0),
        (OFFICE, "2026-03-02T18:00+08:00", "2026-03-03T09:00+08:00", 0),
        (OFFICE, "2026-03-03T09:00+08:00", "2026-03-02T09:00+08:00", 0),
        (WITH_LUNCH, "2026-03-02T11:00+08:00", "2026-03-02T14:00+08:00", 2),
        (WITH_LUNCH, "2026-03-02T12:00+08:00", "2026-03-02T13:00+08:00", 0),
        (ALWAYS, "2026-03-02T00:00+08:00", "2026-03-04T00:00+08:00", 48),
    ],
)
def test_open_time_between(weekly: dict, start: str, end: str, hours: float) -> None:
    calendar = BusinessCalendar("Asia/Shanghai", weekly, {})
    assert calendar.seconds_between(at(start), at(end)) == hours * HOUR


@pytest.mark.parametrize(
    ("zone", "start", "end", "hours"),
    [
        # The hour that is left out does not exist, the hour that is repeated counts twice.
        ("Europe/Berlin", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23),
        ("Europe/Berlin", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25),
        # Midnight itself is left out, or comes twice.
        ("Asia/Tehran", "2022-03-21T00:00+03:30", "2022-03-23T00:00+04:30", 47),
        ("Asia/Tehran", "2022-09-21T00:00+04:30", "2022-09-22T00:00+03:30", 25),
        ("America/Sao_Paulo", "2018-11-03T00:00-03:00", "2018-11-05T00:00-02:00", 47),
        ("America/Sao_Paulo", "2019-02-16T00:00-02:00", "2019-02-17T00:00-03:00", 25),
        # Half an hour of daylight saving, and a whole day that never was.
        ("Australia/Lord_Howe", "2026-10-04T00:00+10:30", "2026-10-05T00:00+11:00", 23.5),
        ("Pacific/Apia", "2011-12-29T00:00-10:00", "2012-01-01T00:00+14:00", 48),
    ],
)
def test_clock_changes_count_real_time(zone: str, start: str, end: str, hours: float) -> None:
    calendar = BusinessCalendar(zone, ALWAYS, {})
    assert calendar.seconds_between(at(start), at(end)) == hours * HOUR
    assert calendar.add(at(start), int(hours * HOUR)) == at(end)


def test_the_night_shift_of_a_clock_change_is_an_hour_shorter_or_longer() -> None:
    nights = BusinessCalendar("Europe/Berlin", dict.fromkeys(range(7), ((0, 6 * HOUR),)), {})
    assert nights.seconds_between(at("2026-03-29T00:00+01:00"), at("2026-03-29T12:00+02:00")) == 5 * HOUR
    assert nights.seconds_between(at("2026-10-25T00:00+02:00"), at("2026-10-25T12:00+01:00")) == 7 * HOUR


def test_a_day_that_never_was_has_no_hours() -> None:
    calendar = BusinessCalendar("Pacific/Apia", {4: ((9 * HOUR, 17 * HOUR),)}, {})  # Fridays; 30 December was one
    assert calendar.next_opening(at("2011-12-29T12:00-10:00")) == at("2012-01-06T09:00+14:00")


@pytest.mark.parametrize(
    ("weekly", "start", "hours", "end"),
    [
        (OFFICE, "2026-03-02T09:00+08:00", 4, "2026-03-02T13:00+08:00"),
        (OFFICE, "2026-03-02T16:00+08:00", 4, "2026-03-03T11:00+08:00"),
        (OFFICE, "2026-03-06T16:00+08:00", 4, "2026-03-09T11:00+08:00"),
        (OFFICE, "2026-03-02T06:00+08:00", 1, "2026-03-02T10:00+08:00"),
        (OFFICE, "2026-03-02T09:00+08:00", 9, "2026-03-02T18:00+08:00"),
        (WITH_LUNCH, "2026-03-02T11:00+08:00", 2, "2026-03-02T14:00+08:00"),
        (WITH_LUNCH, "2026-03-02T09:00+08:00", 3, "2026-03-02T12:00+08:00"),
        (OFFICE, "2026-03-02T20:00+08:00", 0, "2026-03-02T20:00+08:00"),
    ],
)
def test_add(weekly: dict, start: str, hours: int, end: str) -> None:
    assert BusinessCalendar("Asia/Shanghai", weekly, {}).add(at(start), hours * HOUR) == at(end)


def test_time_that_runs_out_at_closing_may_end_at_the_next_opening() -> None:
    calendar = office()
    assert calendar.add(at("2026-03-06T09:00+08:00"), 9 * HOUR, into_next_opening=True) == at("2026-03-09T09:00+08:00")
    assert calendar.add(at("2026-03-06T09:00+08:00"), 8 * HOUR, into_next_opening=True) == at("2026-03-06T17:00+08:00")


def test_holidays_are_closed_and_special_days_have_hours_of_their_own() -> None:
    exceptions = {date(2026, 3, 3): (), date(2026, 3, 7): ((10 * HOUR, 12 * HOUR),)}
    calendar = BusinessCalendar("Asia/Shanghai", OFFICE, exceptions)
    assert calendar.add(at("2026-03-02T17:00+08:00"), 2 * HOUR) == at("2026-03-04T10:00+08:00")
    assert calendar.seconds_between(at("2026-03-07T00:00+08:00"), at("2026-03-08T00:00+08:00")) == 2 * HOUR
    assert not calendar.is_open(at("2026-03-03T10:00+08:00"))


@pytest.mark.parametrize(
    ("weekly", "start", "days", "end"),
    [
        (OFFICE, "2026-03-02T10:00+08:00", 1, "2026-03-03T10:00+08:00"),
        (OFFICE, "2026-03-06T10:00+08:00", 1, "2026-03-09T10:00+08:00"),
        (OFFICE, "2026-03-02T09:00+08:00", 3, "2026-03-05T09:00+08:00"),
        (OFFICE, "2026-03-02T07:00+08:00", 1, "2026-03-03T09:00+08:00"),
        (OFFICE, "2026-03-02T20:00+08:00", 1, "2026-03-04T09:00+08:00"),
        (OFFICE, "2026-03-02T18:00+08:00", 1, "2026-03-04T09:00+08:00"),
        (OFFICE, "2026-03-07T12:00+08:00", 1, "2026-03-10T09:00+08:00"),
        (OFFICE, "2026-03-02T10:00+08:00", 0, "2026-03-02T10:00+08:00"),
        # The end of a break is an opening like any other; in the middle of one, the next opening counts.
        (WITH_LUNCH, "2026-03-02T13:00+08:00", 1, "2026-03-03T13:00+08:00"),
        (WITH_LUNCH, "2026-03-02T12:30+08:00", 1, "2026-03-03T13:00+08:00"),
        (WITH_LUNCH, "2026-03-02T11:59+08:00", 1, "2026-03-03T11:59+08:00"),
    ],
)
def test_add_days(weekly: dict, start: str, days: int, end: str) -> None:
    assert BusinessCalendar("Asia/Shanghai", weekly, {}).add_days(at(start), days) == at(end)


def test_a_shorter_target_day_ends_at_its_closing() -> None:
    calendar = BusinessCalendar("Asia/Shanghai", OFFICE, {date(2026, 3, 3): ((9 * HOUR, 12 * HOUR),)})
    assert calendar.add_days(at("2026-03-02T16:00+08:00"), 1) == at("2026-03-03T12:00+08:00")
    assert calendar.add_days(at("2026-03-02T12:00+08:00"), 1) == at("2026-03-03T12:00+08:00")
    assert calendar.add_days(at("2026-03-02T16:00+08:00"), 2) == at("2026-03-04T16:00+08:00")


def test_days_are_added_over_a_clock_change() -> None:
    calendar = BusinessCalendar("Europe/Berlin", OFFICE, {})
    assert calendar.add_days(at("2026-03-27T10:00+01:00"), 1) == at("2026-03-30T10:00+02:00")


def test_stretches_join_over_midnight() -> None:
    calendar = BusinessCalendar("UTC", {0: ((20 * HOUR, 24 * HOUR),), 1: ((0, 2 * HOUR),)}, {})
    stretches = calendar.stretches(at("2026-03-02T00:00+00:00"), at("2026-03-05T00:00+00:00"))
    assert stretches == [(at("2026-03-02T20:00+00:00"), at("2026-03-03T02:00+00:00"))]


def test_opening_is_open_and_closing_is_not() -> None:
    calendar = office()
    assert calendar.is_open(at("2026-03-02T09:00+08:00"))
    assert not calendar.is_open(at("2026-03-02T18:00+08:00"))
    assert calendar.next_opening(at("2026-03-02T18:00+08:00")) == at("2026-03-03T09:00+08:00")
    assert calendar.next_opening(at("2026-03-02T10:00:30+08:00")) == at("2026-03-02T10:00:30+08:00")


def test_seconds_are_exact() -> None:
    calendar = office()
    assert calendar.seconds_between(at("2026-03-02T17:59:59+08:00"), at("2026-03-03T09:00:01+08:00")) == 2
    assert calendar.add(at("2026-03-02T17:59:59+08:00"), 2) == at("2026-03-03T09:00:01+08:00")


def test_answers_are_in_utc() -> None:
    assert office().add(at("2026-03-02T10:00+08:00"), 60).tzinfo is UTC


def test_local_date_is_the_zones() -> None:
    assert office().local_date(at("2026-03-02T16:30+00:00")) == date(2026, 3, 3)


def test_a_calendar_that_never_opens_is_refused() -> None:
    with pytest.raises(NoOpenHoursError):
        BusinessCalendar("UTC", {0: ()}, {})


@pytest.mark.parametrize(
    ("text", "seconds"), [("00:00", 0), ("09:30", 34_200), ("24:00", 86_400), ("23:59:59", 86_399)]
)
def test_parse_time(text: str, seconds: int) -> None:
    assert parse_time(text) == seconds


@pytest.mark.parametrize("text", ["24:01", "9", "09:60", "-1:00", "1:2:3:4", "noon", "", "25:00", "09:00:60"])
def test_parse_time_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_time(text)


def test_union_joins_what_overlaps_or_touches() -> None:
    def hour(number: int) -> datetime:
        return datetime(2026, 3, 2, number, tzinfo=UTC)

    pauses = [(hour(5), hour(6)), (hour(1), hour(3)), (hour(2), hour(4)), (hour(4), hour(5)), (hour(9), hour(9))]
    assert union(pauses) == [(hour(1), hour(6))]
