"""The calendar behind a signed address."""

import pytest

from tests.conftest import problem
from tests.integration.tasks.conftest import Office


@pytest.fixture
def path(office: Office) -> str:
    path: str = office.does("rep", "POST /me/calendar-feed")["path"]
    return path


def lines(office: Office, path: str) -> list[str]:
    """Return the lines of a calendar, unfolded as RFC 5545 says."""
    answer = office.call(None, f"GET {path}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    text = answer.body if isinstance(answer.body, str) else answer.body.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_a_token_that_opens_nothing_is_not_found(office: Office, path: str) -> None:
    for token in ("x", path.rpartition("=")[2][:-4] + "AAAA", "a.b.c"):
        problem(office.call(None, f"GET /calendar-feed?token={token}"), 404, "not_found")
    problem(office.call(None, "GET /calendar-feed"), 422, "invalid_payload")
    office.later("2027-03-03T02:00:01+00:00")
    problem(office.call(None, f"GET {path}"), 404, "not_found")


def test_a_token_for_something_else_opens_nothing(office: Office, path: str) -> None:
    link = office.does("lead", "POST /contacts/buyer/portal-tokens", {})
    problem(office.call(None, f"GET /calendar-feed?token={link['token']}"), 404, "not_found")


def test_who_has_left_has_no_calendar(office: Office, path: str) -> None:
    office.does("admin", "PATCH /users/rep", {"active": False}, If_Match="2")
    office.twin.advance(minutes=2)
    problem(office.call(None, f"GET {path}"), 404, "not_found")


def test_open_tasks_are_there_with_their_time_and_reminder(office: Office, path: str) -> None:
    task = office.gives(title="与客户A通话; 讨论续约,\n以及价格" + "很长的说明" * 8)
    office.act("rep", office.gives(), "complete", {"result": "好"})
    found = lines(office, path)
    assert found.count("BEGIN:VEVENT") == 1
    assert f"UID:{task}@kairos" in found
    assert found[found.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        f"UID:{task}@kairos",
        "DTSTAMP:20260302T020000Z",
        "DTSTART:20260302T093000Z",
        "DTEND:20260302T100000Z",
        r"SUMMARY:与客户A通话\; 讨论续约\,\n以及价格" + "很长的说明" * 8,
        "PRIORITY:5",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER;VALUE=DATE-TIME:20260302T080000Z",
        r"DESCRIPTION:与客户A通话\; 讨论续约\,\n以及价格" + "很长的说明" * 8,
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert "X-WR-CALNAME:rep 的任务" in found


def test_it_follows_what_happens(office: Office, path: str) -> None:
    task = office.gives()
    office.act("rep", task, "reschedule", {"due_at": "2026-03-03T10:00:00Z", "reason": "改约"})
    assert "DTEND:20260303T100000Z" in lines(office, path)
    office.act("lead", task, "reassign", {"assignee_id": "peer", "reason": "休假"})
    assert "BEGIN:VEVENT" not in lines(office, path)


def test_a_title_adds_no_line_of_its_own(office: Office, path: str) -> None:
    office.gives(title="x\r\nATTENDEE:mailto:evil@example.com\u2028y\u0007")
    found = lines(office, path)
    assert not [line for line in found if line.startswith("ATTENDEE")]
    assert r"SUMMARY:x\nATTENDEE:mailto:evil@example.comy" in found


def test_what_is_sensitive_stays_inside_unless_the_policy_lets_it_out(office: Office, path: str) -> None:
    office.gives(title="客户考虑更换供应商", sensitivity="sensitive")
    assert "更换供应商" not in str(lines(office, path))
    assert "SUMMARY:敏感任务（详情请登录系统查看）" in lines(office, path)
    office.set_policy(calendar_shows_sensitive=True)
    office.twin.advance(minutes=2)
    assert "SUMMARY:客户考虑更换供应商" in lines(office, path)
