"""`make run DYNAMODB=local`: the company is there again after the process has ended, however it has ended."""

import signal
from pathlib import Path
from typing import Any

import pytest

from infra.catalog import ROOT
from infra.local.kept import Kept
from tests.conformance.served import Served, served

STARTED = "2026-03-02T02"
CASE = {"title": "API 集成出错", "category": "integration/api", "urgency": "high"}
PAST_THE_PROMISE = 7800


def open_case(twin: Served) -> None:
    customer = twin.bearer(contact="contact-b")
    twin.call("POST /portal/cases", CASE, authorization=customer, idempotency_key="the-kept-case")


def as_supervisor(twin: Served, path: str) -> Any:
    return twin.call(f"GET {path}", authorization=twin.bearer(user="wang-qiang"))


def cases(twin: Served) -> list[str]:
    listed = as_supervisor(twin, "/cases?view=account&account_id=customer-b")["items"]
    return [each["number"] for each in listed]


def sign_ins(twin: Served) -> set[str]:
    return {user["id"] for user in twin.call("GET /_local/people")["users"]}


@pytest.mark.conformance
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_company_comes_back(tmp_path: Path, end: signal.Signals) -> None:
    project = set(ROOT.iterdir())
    with served("--dynamodb", "local", "--folder", str(tmp_path)) as before:
        people = sign_ins(before)
        open_case(before)
        left_at = before.call("GET /_local/clock")["now"]
        before.end(end)
    with served("--dynamodb", "local", "--folder", str(tmp_path)) as after:
        after.call("POST /_local/settle", {})
        assert sign_ins(after) == people
        assert as_supervisor(after, "/cases/C-000001")["assignee_id"] == "li-lei"
        assert end is signal.SIGKILL or after.call("GET /_local/clock")["now"] >= left_at
        after.call("POST /_local/clock/advance", {"seconds": PAST_THE_PROMISE})
        escalations = as_supervisor(after, "/cases/C-000001/escalations")["items"]
        assert [(each["level"], each["cause"]) for each in escalations] == [(1, "response_overdue")]
    assert set(ROOT.iterdir()) == project


@pytest.mark.conformance
def test_starting_over_forgets_the_company(tmp_path: Path) -> None:
    with served("--dynamodb", "local", "--folder", str(tmp_path)) as twin:
        people = sign_ins(twin)
        open_case(twin)
        twin.call("POST /_local/clock/advance", {"seconds": PAST_THE_PROMISE})
        assert cases(twin) == ["C-000001"]
        twin.call("POST /_local/reset", {})
        assert cases(twin) == []
        assert twin.call("GET /_local/clock")["now"].startswith(STARTED)
        assert sign_ins(twin) == people
        open_case(twin)
        twin.end(signal.SIGTERM)
    with served("--dynamodb", "local", "--folder", str(tmp_path)) as after:
        assert cases(after) == ["C-000001"]
        assert as_supervisor(after, "/cases/C-000001")["assignee_id"] == "li-lei"
        assert after.call("GET /_local/clock")["now"].startswith(STARTED)


@pytest.mark.parametrize("founded", [True, False])
def test_what_a_founding_that_was_cut_short_has_left_is_thrown_away(tmp_path: Path, founded: bool) -> None:
    left = tmp_path / "dynamodb" / "tables"
    left.parent.mkdir()
    left.touch()
    if founded:
        (tmp_path / "note.json").write_text('{"now": "2026-03-02T02:00:00+00:00", "streams": {}}')
    assert Kept(tmp_path).tables() == left.parent
    assert left.exists() is founded
