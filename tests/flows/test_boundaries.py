"""The published table of boundary cases, docs/boundaries.md: each row is played and must come out as it says."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.flows.conftest import Company
from tests.flows.test_routing import queues
from tests.flows.test_sla import opened, set_policy

PAGE = (Path(__file__).parents[2] / "docs" / "boundaries.md").read_text(encoding="utf-8")
DAYS = {"mon-fri": ("mon", "tue", "wed", "thu", "fri"), "mon-sun": ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}

Row = dict[str, str]


def table(heading: str) -> list[Row]:
    """Return the rows of the table under a heading, by the names of their columns."""
    section = PAGE.split(f"## {heading} · ")[1].split("\n## ")[0]
    names, _, *rows = (
        [cell.strip() for cell in line.split("|")[1:-1]] for line in re.findall(r"^\|.*", section, re.MULTILINE)
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


CALENDARS = {row["calendar"]: row for row in table("Calendars")}


def instant(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def wait_until(company: Company, text: str, zone: str) -> None:
    company.twin.advance(seconds=(instant(text, zone) - company.twin.clock.now()).total_seconds())


def put(company: Company, kind: str, name: str, document: dict[str, Any]) -> None:
    body = {"document": document, "note": "test"}
    company.does("admin", f"PUT /settings/{kind}/{name}", body, headers={"If-Match": "0"})


def promise(company: Company, row: Row) -> str:
    """Promise nothing but what the row says; return the zone that it counts in."""
    calendar = CALENDARS[row["calendar"]]
    hours = [each.strip().split("-") for each in calendar["open"].split(",")]
    weekly = dict.fromkeys(DAYS[calendar["days"]], hours)
    closed = dict.fromkeys(re.findall(r"[\d-]+", calendar["closed on"]), "closed")
    name = "the-rows"
    put(company, "directory.calendar", name, {"zone": calendar["zone"], "weekly": weekly, "holidays": closed})
    length, unit = row["target"].split()
    target = {"business_days": int(length)} if unit == "days" else {"seconds": int(length) * 60}
    set_policy(company, calendar=name, targets={"P2": {"resolution": target}})
    return calendar["zone"]


@pytest.mark.requirement("R-228", "R-036", "R-037")
@pytest.mark.parametrize("row", table("Service levels"), ids=lambda row: row["case"])
def test_service_levels(company: Company, row: Row) -> None:
    zone = promise(company, row)
    wait_until(company, row["opened"], zone)
    case = f"/cases/{opened(company)['case_id']}"
    company.does("wang-qiang", f"POST {case}/accept" if _waits(company, case) else f"GET {case}")
    for begin, end in re.findall(r"(\d[\d: -]+\d) to ?([\d: -]*)", row["paused"]):
        wait_until(company, begin, zone)
        company.does("wang-qiang", f"POST {case}/waits", {"wait_for": "customer", "asked": "?"})
        if end:
            wait_until(company, end, zone)
            company.does("wang-qiang", f"POST {case}/resumptions", {})
    (resolution,) = company.does("wang-qiang", f"GET {case}/sla")["milestones"]
    due = resolution["due_by_calendar"]
    assert (due[:16].replace("T", " ") if due else "never") == row["due"]


def _waits(company: Company, case: str) -> bool:
    return company.does("wang-qiang", f"GET {case}")["assignee_id"] is None


def certified(company: Company, until: str) -> None:
    version = company.does("admin", "GET /users/li-lei")["version"]
    skills = {"skills": [{"skill": "API 集成", "level": 5, "expires_on": until}]}
    company.does("admin", "PUT /users/li-lei/skills", skills, headers={"If-Match": str(version)})


def edited(company: Company, **members: Any) -> None:
    version = company.does("admin", "GET /users/li-lei")["version"]
    company.does("admin", "PATCH /users/li-lei", members, headers={"If-Match": str(version)})


def on_shift(company: Company, opens: str, closes: str) -> None:
    weekly = {day: [[opens, closes]] for day in DAYS["mon-fri"]}
    put(company, "directory.calendar", "shift", {"zone": "Asia/Shanghai", "weekly": weekly})
    edited(company, shift="shift")


def absent(company: Company, start: str, end: str) -> None:
    absence = {"from_at": f"2026-03-02T{start}:00+08:00", "until_at": f"2026-03-02T{end}:00+08:00"}
    company.does("li-lei", "PUT /users/li-lei/absence", {"absence": absence})


def present(company: Company, presence: str) -> None:
    company.does("li-lei", "PUT /users/li-lei/presence", {"presence": presence})


def speaks(company: Company, spoken: str, language: str) -> Any:
    edited(company, languages=[spoken])
    return company.submits(language=language)


def overflows(company: Company, limit: str, waited: str) -> Any:
    """Let a case wait in a queue whose people are away, beside one of a partner who is here."""
    company.does("admin", "POST /teams", {"team_id": "partners", "name": "外包伙伴"})
    partner = {"user_id": "partner", "name": "外包坐席", "email": "p@kairos.example", "roles": ["agent"]}
    company.does("admin", "POST /users", partner | {"team_id": "partners"})
    company.does("partner", "PUT /users/partner/presence", {"presence": "online"})
    queues(
        company,
        partners={"team_ids": ["partners"]},
        general={"overflow_to": "partners", "overflow_after_seconds": int(limit)},
    )
    for user in ("li-lei", "zhang-min", "zhang-san"):
        company.does(user, f"PUT /users/{user}/presence", {"presence": "away"})
    case = opened(company)
    company.twin.advance(seconds=int(waited))
    return case


GIVEN: dict[str, Callable[..., Any]] = {
    r"": lambda _company: None,
    r"certified until ([\d-]+)": certified,
    r"capacity (\d+)": lambda company, capacity: edited(company, capacity=int(capacity)),
    r"shift ([\d:]+)-([\d:]+)": on_shift,
    r"absent ([\d:]+)-([\d:]+)": absent,
    r"presence (\w+)": present,
    r"speaks ([\w-]+), case in (\w+)": speaks,
    r"overflow after (\d+), waited (\d+)": overflows,
}
"""What a row may say is given, and how it is brought about; what opens no case is followed by the ordinary one."""


@pytest.mark.requirement("R-228", "R-105", "R-202", "R-203")
@pytest.mark.parametrize("row", table("Routing"), ids=lambda row: row["case"])
def test_routing(company: Company, row: Row) -> None:
    (found,) = [(bring, m) for pattern, bring in GIVEN.items() if (m := re.fullmatch(pattern, row["given"]))]
    case = found[0](company, *found[1].groups()) or company.submits()
    owner = company.does("qa", f"GET /cases/{case['case_id']}")["assignee_id"]
    assert (owner or "nobody") == row["goes to"]


def test_the_page_has_rows_of_every_kind() -> None:
    """An edit that the reading of the page does not understand must not pass for want of rows."""
    assert len(table("Service levels")) == PAGE.count("\n| S")
    assert len(table("Routing")) == PAGE.count("\n| R")
    assert {row["calendar"] for row in table("Service levels")} == CALENDARS.keys()
    assert {pattern for row in table("Routing") for pattern in GIVEN if re.fullmatch(pattern, row["given"])} == set(
        GIVEN
    )
