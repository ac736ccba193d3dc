"""Calendars as other programs read them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crm.tasks.ical import Entry, calendar

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


def written(title: str) -> str:
    entry = Entry("task_1@kairos", title, NOW, NOW + timedelta(minutes=30), NOW, urgent=True, remind_at=None)
    return calendar("任务", "zh-CN", [entry])


def test_an_urgent_entry_has_the_first_priority_and_no_alarm() -> None:
    lines = written("x").split("\r\n")
    assert "PRIORITY:1" in lines
    assert "BEGIN:VALARM" not in lines
    assert lines[0] == "BEGIN:VCALENDAR"


@given(st.text(max_size=300))
def test_no_title_makes_a_line_too_long_or_one_of_its_own(title: str) -> None:
    text = written(title)
    folded = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in folded)
    assert "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").split("\r\n")
    assert [line.partition(":")[0].partition(";")[0] for line in lines] == [
        line.partition(":")[0].partition(";")[0] for line in written("x").replace("\r\n ", "").split("\r\n")
    ]
