"""Changing accounts."""

from collections.abc import Collection
from typing import Any

import pytest

from infra.local.resources import client
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add


def edit(twin: Twin, account_id: str, body: dict[str, Any], version: int | None = 1, user: str | None = "admin") -> Any:
    headers = None if version is None else {"If-Match": f'"{version}"'}
    return twin.call(f"PATCH /accounts/{account_id}", body, user=user, headers=headers)


def test_anonymous_and_readers_are_refused(twin: Twin, add_account: Add) -> None:
    add_account("closed")
    problem(edit(twin, "closed", {"name": "x"}, user=None), 401, "not_signed_in")
    for role in ("agent", "qa_supervisor", "knowledge_manager"):
        problem(edit(twin, "closed", {"name": "x"}, user=role), 403, "not_allowed")


def test_unknown_id_is_not_found(twin: Twin) -> None:
    problem(edit(twin, "acct_none", {"name": "x"}), 404, "not_found")


def test_version_is_required_and_must_be_the_present_one(twin: Twin, add_account: Add) -> None:
    add_account("versioned")
    problem(edit(twin, "versioned", {"name": "x"}, version=None), 428, "version_required")
    edit(twin, "versioned", {"name": "new"})
    document = problem(edit(twin, "versioned", {"level": "gold"}), 409, "stale_version")
    assert document["facts"]["actual"] == 2
    assert document["facts"]["current"]["name"] == "new"


@pytest.mark.parametrize("member", ["name", "level", "zone", "language", "tags", "key_account", "active", "sensitive"])
def test_required_members_cannot_be_emptied(twin: Twin, member: str) -> None:
    document = problem(edit(twin, "any", {member: None}), 422, "invalid_payload")
    assert member in document["errors"][0]["message"]


def test_unknown_owner_and_parent_are_refused(twin: Twin, add_account: Add) -> None:
    add_account("lonely")
    problem(edit(twin, "lonely", {"owner_id": "nobody"}), 422, "unknown_owner")
    problem(edit(twin, "lonely", {"parent_id": "acct_none"}), 422, "unknown_account")


def test_loop_is_refused(twin: Twin, add_account: Add) -> None:
    add_account("loop-a")
    add_account("loop-b", parent_id="loop-a")
    add_account("loop-c", parent_id="loop-b")
    document = problem(edit(twin, "loop-a", {"parent_id": "loop-c"}), 422, "hierarchy_loop")
    assert document["facts"] == {"field": "parent_id", "id": "loop-c"}
    problem(edit(twin, "loop-a", {"parent_id": "loop-a"}), 422, "hierarchy_loop")


def test_two_edits_at_once_close_no_loop(twin: Twin, add_account: Add) -> None:
    add_account("race-a")
    add_account("race-b")
    raced: list[bool] = []

    def other_first(operation: str, action: str) -> None:
        """Let the other edit come between the reading of this one and its writing."""
        if action == "dynamodb:TransactWriteItems" and not raced:
            raced.append(True)
            table, key = twin.site.table("customers"), {"pk": {"S": "race-b"}, "sk": {"S": "META"}}
            client("dynamodb").update_item(
                TableName=table,
                Key=key,
                UpdateExpression="SET parent_id = :a, version = :two",
                ExpressionAttributeValues={":a": {"S": "race-a"}, ":two": {"N": "2"}},
            )

    twin.functions.before_call, before = other_first, twin.functions.before_call
    try:
        answer = edit(twin, "race-a", {"parent_id": "race-b"})
    finally:
        twin.functions.before_call = before
    problem(answer, 422, "hierarchy_loop")


def test_external_ref_moves_and_is_free_again(twin: Twin, add_account: Add) -> None:
    add_account("ref-1", external_ref="R-1")
    add_account("ref-2")
    problem(edit(twin, "ref-2", {"external_ref": "R-1"}), 409, "already_exists")
    assert edit(twin, "ref-1", {"external_ref": None}).json["external_ref"] is None
    assert edit(twin, "ref-2", {"external_ref": "R-1"}).json["external_ref"] == "R-1"


def test_new_name_is_found_and_the_old_one_not(twin: Twin, add_account: Add) -> None:
    add_account("renamed", name="Oldname")
    assert edit(twin, "renamed", {"name": "Newname"}).status == 200
    assert edit(twin, "renamed", {"name": "NEWNAME"}, version=2).status == 200
    assert twin.call("GET /accounts?search=oldname", user="agent").json["items"] == []
    assert len(twin.call("GET /accounts?search=newname", user="agent").json["items"]) == 1


def test_change_is_told_with_before_and_after(twin: Twin, add_account: Add, bus: Collection[dict[str, Any]]) -> None:
    add_account("told", level="standard", tags=["a"])
    answer = edit(twin, "told", {"level": "gold", "tags": ["b"], "name": "told"}, user="supervisor")
    assert (answer.json["version"], answer.headers["ETag"]) == (2, '"2"')
    twin.settle()
    events = [event for event in bus if event["aggregate_version"] == 2]
    assert [(event["type"], event["data"]) for event in events] == [
        ("AccountEdited", {"changes": {"level": ["standard", "gold"], "tags": [["a"], ["b"]]}}),
        ("AccountLevelChanged", {"before": "standard", "after": "gold"}),
    ]


def test_edit_that_changes_nothing_writes_nothing(twin: Twin, add_account: Add) -> None:
    before = add_account("same", tags=["a"])
    answer = edit(twin, "same", {"name": "same", "tags": ["a"]})
    assert (answer.status, answer.json) == (200, before)
    assert len(twin.call("GET /accounts/same/timeline", user="agent").json["items"]) == 1


def test_a_supervisor_says_that_an_account_is_sensitive(twin: Twin, add_account: Add) -> None:
    add_account("delicate")
    answer = edit(twin, "delicate", {"sensitive": True}, user="supervisor")
    assert (answer.status, answer.json["sensitive"]) == (200, True)
    assert twin.call("GET /accounts/delicate", user="agent").json["sensitive"] is True


def test_a_contract_is_replaced_as_a_whole_and_told_apart(twin: Twin, add_account: Add) -> None:
    amount = {"amount_minor": 100, "currency": "EUR"}
    add_account("contracted", contract={"amount": amount, "renews_on": "2026-05-31"})
    answer = edit(twin, "contracted", {"contract": {"amount": amount, "renews_on": "2027-05-31"}}, user="supervisor")
    assert (answer.status, answer.json["contract"]["renews_on"]) == (200, "2027-05-31")
    newest = twin.call("GET /accounts/contracted/timeline", user="supervisor").json["items"][0]
    assert (newest["type"], newest["data"]["before"]["renews_on"]) == ("AccountContractChanged", "2026-05-31")
    gone = twin.call("PATCH /accounts/contracted", {"contract": None}, user="admin", headers={"If-Match": '"2"'})
    assert gone.json["contract"] is None
