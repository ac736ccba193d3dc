"""Adding accounts."""

from collections.abc import Collection
from typing import Any

import pytest

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add

EVERYTHING = {
    "account_id": "acme-cn",
    "name": "Acme 中国",
    "level": "privileged",
    "parent_id": "group",
    "owner_id": "agent",
    "region": "CN-31",
    "zone": "Europe/Berlin",
    "language": "de",
    "industry": "制造业",
    "tags": ["重点", "重点", "续约"],
    "external_ref": "ERP-8",
    "key_account": True,
    "contract": {
        "amount": {"amount_minor": 120_000_000, "currency": "CNY"},
        "ends_on": "2026-06-30",
        "renews_on": "2026-05-31",
    },
}


def create(twin: Twin, body: dict[str, Any], user: str | None = "supervisor", key: str | None = None) -> Any:
    return twin.call("POST /accounts", body, user=user, headers={"Idempotency-Key": key} if key else None)


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(create(twin, {"name": "Acme"}, user=None), 401, "not_signed_in")


@pytest.mark.parametrize("role", ["agent", "qa_supervisor", "knowledge_manager"])
def test_readers_may_not_add(twin: Twin, role: str) -> None:
    problem(create(twin, {"name": "Acme"}, user=role), 403, "not_allowed")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("name", "  "),
        ("level", "Gold!"),
        ("zone", "Mars/Olympus"),
        ("language", "Chinese"),
        ("tags", ["x" * 41]),
        ("account_id", "a b"),
        ("colour", "red"),
        ("contract", {"amount": {"amount_minor": -1, "currency": "CNY"}}),
        ("contract", {"amount": {"amount_minor": 1.5, "currency": "CNY"}}),
        ("contract", {"amount": {"amount_minor": 1, "currency": "yuan"}}),
    ],
)
def test_bad_member_is_named(twin: Twin, member: str, value: Any) -> None:
    document = problem(create(twin, {"name": "Acme"} | {member: value}), 422, "invalid_payload")
    assert document["errors"][0]["field"].startswith(member)


def test_name_is_required(twin: Twin) -> None:
    assert problem(create(twin, {}), 422, "invalid_payload")["errors"][0]["field"] == "name"


def test_unknown_owner_and_parent_are_refused(twin: Twin) -> None:
    owner = problem(create(twin, {"name": "Acme", "owner_id": "nobody"}), 422, "unknown_owner")
    assert owner["facts"] == {"field": "owner_id", "id": "nobody"}
    parent = problem(create(twin, {"name": "Acme", "parent_id": "acct_none"}), 422, "unknown_account")
    assert parent["facts"] == {"field": "parent_id", "id": "acct_none"}


def test_account_cannot_lie_below_itself(twin: Twin) -> None:
    body = {"account_id": "self", "name": "Acme", "parent_id": "self"}
    problem(create(twin, body), 422, "hierarchy_loop")


def test_hierarchy_has_a_depth(twin: Twin, add_account: Add) -> None:
    add_account("deep-0")
    for depth in range(1, 11):
        add_account(f"deep-{depth}", parent_id=f"deep-{depth - 1}")
    problem(create(twin, {"name": "deep-11", "parent_id": "deep-10"}), 422, "hierarchy_too_deep")


def test_taken_id_is_refused_even_where_a_contact_has_it(twin: Twin, add_account: Add, add_contact: Add) -> None:
    add_account("taken-1")
    add_contact("taken-2")
    for taken in ("taken-1", "taken-2"):
        document = problem(create(twin, {"account_id": taken, "name": "Acme"}), 409, "already_exists")
        assert document["facts"] == {"field": "account_id"}


def test_external_ref_belongs_to_one_account(twin: Twin, add_account: Add) -> None:
    add_account("erp-1", external_ref="ERP-7")
    document = problem(
        create(twin, {"account_id": "erp-2", "name": "Acme", "external_ref": "ERP-7"}), 409, "already_exists"
    )
    assert document["facts"] == {"field": "external_ref"}
    problem(twin.call("GET /accounts/erp-2", user="agent"), 404, "not_found")


def test_created_with_defaults(twin: Twin) -> None:
    answer = create(twin, {"name": "客户B"}, user="integration")
    assert answer.status == 201
    account = answer.json
    assert account.pop("account_id").startswith("acct_")
    assert account == {
        "version": 1,
        "name": "客户B",
        "level": "standard",
        "parent_id": None,
        "owner_id": None,
        "region": None,
        "zone": "Asia/Shanghai",
        "language": "zh-CN",
        "industry": None,
        "tags": [],
        "external_ref": None,
        "key_account": False,
        "contract": None,
        "active": True,
        "follow_status": "not_followed_up",
        "followed_up_at": None,
        "sensitive": False,
    }


def test_created_with_everything(twin: Twin, add_account: Add, bus: Collection[dict[str, Any]]) -> None:
    add_account("group")
    answer = create(twin, EVERYTHING)
    begun = {"version": 1, "active": True, "follow_status": "not_followed_up", "followed_up_at": None}
    assert answer.json == EVERYTHING | begun | {"sensitive": False} | {"tags": ["重点", "续约"]}
    assert twin.call("GET /accounts/acme-cn", user="agent").json == answer.json
    twin.settle()
    created = next(event for event in bus if event["aggregate_id"] == "acme-cn")
    assert created["type"] == "AccountCreated"
    assert created["actor"] == {"kind": "staff", "id": "supervisor"}
    assert created["data"] == {
        "name": "Acme 中国",
        "level": "privileged",
        "parent_id": "group",
        "owner_id": "agent",
    }


def test_repeated_key_adds_one_account(twin: Twin) -> None:
    first = create(twin, {"name": "客户Once", "external_ref": "once"}, key="once-account-1")
    again = create(twin, {"name": "客户Once", "external_ref": "once"}, key="once-account-1")
    assert (again.status, again.json) == (201, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    problem(create(twin, {"name": "客户Twice"}, key="once-account-1"), 409, "idempotency_key_reused")
    found = twin.call("GET /accounts?search=客户Once", user="agent").json["items"]
    assert [each["account_id"] for each in found] == [first.json["account_id"]]
