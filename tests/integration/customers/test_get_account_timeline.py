"""An account's timeline: its own changes and what happens around it."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import pytest

from crm.core import environment
from crm.core.access import SYSTEM
from crm.core.command import Command
from crm.core.errors import NotFoundError
from crm.customers import grants, service
from crm.customers.events import AccountActivityNoted
from infra.local.clock import START
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add

Pages = Callable[..., list[list[dict[str, Any]]]]


def note(twin: Twin, account_id: str, event_id: str, minute: float) -> None:
    """Note what happened `minute` minutes after the start, as a reaction of another domain does."""
    at = START + timedelta(minutes=minute)
    entry = AccountActivityNoted(kind="CaseOpened", subject_id=f"case_{event_id}", title="API 集成出错", occurred_at=at)
    command = Command(SYSTEM, twin.clock.now(), "cases.note_case", "correlation", key=event_id, cause_id=event_id)
    with environment.only({f"TABLE_{grants.NOTE.name.upper()}": twin.site.table("customers")}):
        service.note_on_account(account_id, entry, command)


def edit(twin: Twin, account_id: str, level: str, version: int) -> None:
    answer = twin.call(
        f"PATCH /accounts/{account_id}", {"level": level}, user="admin", headers={"If-Match": str(version)}
    )
    assert answer.status == 200, answer.body


def labels(rows: list[dict[str, Any]]) -> list[str]:
    return [row["data"].get("subject_id") or row["type"] for row in rows]


@pytest.fixture(scope="module")
def busy(twin: Twin) -> list[str]:
    """An account that was edited and had cases in turn, noted late and out of order; its timeline, newest first."""
    twin.call("POST /accounts", {"account_id": "busy", "name": "客户B"}, user="admin")
    twin.advance(minutes=10)
    edit(twin, "busy", "gold", 1)
    twin.advance(minutes=10)
    edit(twin, "busy", "privileged", 2)
    for event_id, minute in (("e", 25), ("b", 5), ("d", 15), ("c", 9.5), ("a", 2)):
        note(twin, "busy", event_id, minute)
    edits = ["AccountLevelChanged", "AccountEdited"]
    return ["case_e", *edits, "case_d", *edits, "case_c", "case_b", "case_a", "AccountCreated"]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /accounts/busy/timeline"), 401, "not_signed_in")


def test_unknown_id_is_not_found(twin: Twin) -> None:
    problem(twin.call("GET /accounts/acct_none/timeline", user="agent"), 404, "not_found")
    with pytest.raises(NotFoundError):
        note(twin, "acct_none", "any", 1)


def test_changes_and_activities_are_merged_by_time(twin: Twin, busy: list[str]) -> None:
    answer = twin.call("GET /accounts/busy/timeline", user="knowledge_manager").json
    assert labels(answer["items"]) == busy
    assert answer["next_cursor"] is None
    activity = answer["items"][0]
    assert activity["type"] == "AccountActivityNoted"
    assert activity["actor"] == {"kind": "system", "id": "system-agent"}
    assert datetime.fromisoformat(activity["occurred_at"]) == START + timedelta(minutes=25)
    assert activity["data"]["title"] == "API 集成出错"
    assert activity["cause_id"] == "e"


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 8])
def test_pages_lose_and_repeat_nothing(busy: list[str], pages: Pages, limit: int) -> None:
    read = pages("/accounts/busy/timeline", limit)
    assert [label for page in read for label in labels(page)] == busy
    assert all(page for page in read)


def test_what_is_added_above_does_not_disturb_the_reader(twin: Twin, add_account: Add) -> None:
    add_account("watched")
    twin.advance(minutes=1)
    edit(twin, "watched", "gold", 1)
    first = twin.call("GET /accounts/watched/timeline?limit=1", user="agent").json
    note(twin, "watched", "meanwhile", 999)
    edit(twin, "watched", "silver", 2)
    rest = twin.call(f"GET /accounts/watched/timeline?limit=5&cursor={first['next_cursor']}", user="agent").json
    assert labels(first["items"] + rest["items"]) == ["AccountLevelChanged", "AccountEdited", "AccountCreated"]


def test_activity_is_noted_once_and_leaves_the_version_alone(
    twin: Twin, add_account: Add, bus: Collection[dict[str, Any]]
) -> None:
    add_account("quiet")
    note(twin, "quiet", "evt_1", 1)
    edit(twin, "quiet", "gold", 1)
    note(twin, "quiet", "evt_1", 1)
    note(twin, "quiet", "evt_2", 1)
    rows = twin.call("GET /accounts/quiet/timeline", user="agent").json["items"]
    noted = {row["data"]["subject_id"]: row for row in rows if row["type"] == "AccountActivityNoted"}
    assert len(rows) == 3 + len(noted)
    assert noted.keys() == {"case_evt_1", "case_evt_2"}
    assert (noted["case_evt_1"]["aggregate_version"], noted["case_evt_2"]["aggregate_version"]) == (1, 2)
    assert twin.call("GET /accounts/quiet", user="agent").json["version"] == 2
    twin.settle()
    assert "AccountActivityNoted" not in {event["type"] for event in bus}


def test_cursor_of_another_account_is_refused(twin: Twin, busy: list[str], add_account: Add) -> None:
    add_account("other")
    cursor = twin.call("GET /accounts/busy/timeline?limit=1", user="agent").json["next_cursor"]
    problem(twin.call(f"GET /accounts/other/timeline?cursor={cursor}", user="agent"), 400, "invalid_cursor")
