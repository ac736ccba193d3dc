"""Changing contacts."""

from collections.abc import Collection
from typing import Any

import pytest

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add


def edit(twin: Twin, contact_id: str, body: dict[str, Any], version: int | None = 1, user: str | None = "agent") -> Any:
    headers = None if version is None else {"If-Match": f'"{version}"'}
    return twin.call(f"PATCH /contacts/{contact_id}", body, user=user, headers=headers)


def test_anonymous_and_readers_are_refused(twin: Twin, add_contact: Add) -> None:
    add_contact("closed")
    problem(edit(twin, "closed", {"name": "x"}, user=None), 401, "not_signed_in")
    for role in ("qa_supervisor", "knowledge_manager"):
        problem(edit(twin, "closed", {"name": "x"}, user=role), 403, "not_allowed")


def test_unknown_id_is_not_found(twin: Twin) -> None:
    problem(edit(twin, "cont_none", {"name": "x"}), 404, "not_found")


def test_version_is_required_and_must_be_the_present_one(twin: Twin, add_contact: Add) -> None:
    add_contact("versioned")
    problem(edit(twin, "versioned", {"name": "x"}, version=None), 428, "version_required")
    edit(twin, "versioned", {"name": "张敏"})
    document = problem(edit(twin, "versioned", {"locale": "en"}), 409, "stale_version")
    assert (document["facts"]["actual"], document["facts"]["current"]["name"]) == (2, "张敏")


@pytest.mark.parametrize("member", ["name", "locale", "zone", "preferred_channels", "active"])
def test_required_members_cannot_be_emptied(twin: Twin, member: str) -> None:
    document = problem(edit(twin, "any", {member: None}), 422, "invalid_payload")
    assert member in document["errors"][0]["message"]


def test_consents_are_not_edited(twin: Twin) -> None:
    document = problem(edit(twin, "any", {"consents": []}), 422, "invalid_payload")
    assert document["errors"][0]["field"] == "consents"


def test_unknown_account_is_refused(twin: Twin, add_contact: Add) -> None:
    add_contact("mover")
    problem(edit(twin, "mover", {"account_id": "acct_none"}), 422, "unknown_account")


def test_contact_stays_reachable(twin: Twin, add_contact: Add) -> None:
    add_contact("reachable")
    problem(edit(twin, "reachable", {"email": None}), 422, "contact_unreachable")
    assert edit(twin, "reachable", {"email": None, "phone": "13800138002"}).json["email"] is None


def test_address_moves_and_is_free_again(twin: Twin, add_contact: Add) -> None:
    add_contact("first", email="shared@acme.example", phone="13800138003")
    add_contact("second")
    problem(edit(twin, "second", {"email": "SHARED@acme.example"}), 409, "already_exists")
    problem(edit(twin, "second", {"phone": "+86 138 0013 8003"}), 409, "already_exists")
    assert edit(twin, "first", {"email": "first@new.example", "phone": None}).status == 200
    assert edit(twin, "second", {"email": "shared@acme.example", "phone": "13800138003"}).status == 200
    for term, expected in (("shared@", ["second"]), ("13800138003", ["second"]), ("first@new", ["first"])):
        rows = twin.call(f"GET /contacts?search={term}", user="agent").json["items"]
        assert [row["contact_id"] for row in rows] == expected


def test_change_is_told_with_before_and_after(twin: Twin, add_contact: Add, bus: Collection[dict[str, Any]]) -> None:
    add_contact("told")
    answer = edit(twin, "told", {"locale": "en", "active": False, "name": "told"}, user="integration")
    assert (answer.json["version"], answer.json["active"]) == (2, False)
    twin.settle()
    event = next(event for event in bus if event["aggregate_version"] == 2)
    assert event["type"] == "ContactEdited"
    assert event["data"] == {"changes": {"locale": ["zh-CN", "en"], "active": [True, False]}}


def test_edit_that_changes_nothing_writes_nothing(twin: Twin, add_contact: Add) -> None:
    before = add_contact("same")
    assert edit(twin, "same", {"name": "same"}).json == before
    assert len(twin.call("GET /contacts/same/timeline", user="agent").json["items"]) == 1
