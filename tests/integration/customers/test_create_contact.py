"""Adding contacts."""

from collections.abc import Collection
from typing import Any

import pytest

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add


def create(twin: Twin, body: dict[str, Any], user: str | None = "agent", key: str | None = None) -> Any:
    return twin.call("POST /contacts", body, user=user, headers={"Idempotency-Key": key} if key else None)


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(create(twin, {"name": "张三", "email": "zs@acme.example"}, user=None), 401, "not_signed_in")


@pytest.mark.parametrize("role", ["qa_supervisor", "knowledge_manager"])
def test_readers_may_not_add(twin: Twin, role: str) -> None:
    problem(create(twin, {"name": "张三", "email": "zs@acme.example"}, user=role), 403, "not_allowed")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("email", "not an address"),
        ("phone", "12"),
        ("locale", "fr"),
        ("preferred_channels", ["webhook"]),
        ("preferred_channels", []),
        ("consents", []),
    ],
)
def test_bad_member_is_named(twin: Twin, member: str, value: Any) -> None:
    body = {"name": "张三", "email": "zs@acme.example"} | {member: value}
    document = problem(create(twin, body), 422, "invalid_payload")
    assert document["errors"][0]["field"].startswith(member)


def test_contact_must_be_reachable(twin: Twin) -> None:
    problem(create(twin, {"name": "张三"}), 422, "contact_unreachable")


def test_unknown_account_is_refused(twin: Twin) -> None:
    body = {"name": "张三", "email": "zs@acme.example", "account_id": "acct_none"}
    assert problem(create(twin, body), 422, "unknown_account")["facts"] == {"field": "account_id", "id": "acct_none"}


def test_taken_id_is_refused_even_where_an_account_has_it(twin: Twin, add_account: Add, add_contact: Add) -> None:
    add_contact("taken-1")
    add_account("taken-2")
    for taken in ("taken-1", "taken-2"):
        body = {"contact_id": taken, "name": "张三", "phone": "13800138999"}
        assert problem(create(twin, body), 409, "already_exists")["facts"] == {"field": "contact_id"}


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        ("email", "Same@Acme.example", "same@acme.EXAMPLE"),
        ("phone", "138 0013 8001", "+8613800138001"),
        ("external_ref", "SHOP-1", "SHOP-1"),
    ],
)
def test_address_number_and_reference_belong_to_one(twin: Twin, field: str, first: str, second: str) -> None:
    usual = {"name": "张三", "email": f"{field}-1@acme.example"}
    assert create(twin, usual | {field: first}).status == 201
    loser = usual | {"contact_id": f"loser-{field}", "email": f"{field}-2@acme.example", field: second}
    assert problem(create(twin, loser), 409, "already_exists")["facts"] == {"field": field}
    problem(twin.call(f"GET /contacts/loser-{field}", user="agent"), 404, "not_found")
    problem(twin.call(f"GET /contacts/loser-{field}/timeline", user="agent"), 404, "not_found")


def test_created_with_everything(twin: Twin, add_account: Add, bus: Collection[dict[str, Any]]) -> None:
    add_account("acme")
    body = {
        "contact_id": "buyer",
        "account_id": "acme",
        "name": "张三",
        "email": "Buyer@Acme.example",
        "phone": "138 0013 8000",
        "locale": "en",
        "zone": "Europe/Berlin",
        "preferred_channels": ["email"],
        "external_ref": "SHOP-9",
    }
    answer = create(twin, body, user="integration")
    assert answer.status == 201
    shown = body | {"email": "buyer@acme.example", "phone": "+8613800138000"}
    assert answer.json == shown | {"version": 1, "consents": [], "active": True}
    assert twin.call("GET /contacts/buyer", user="agent").json == answer.json
    twin.settle()
    created = next(event for event in bus if event["aggregate_id"] == "buyer")
    assert created["type"] == "ContactCreated"
    assert created["data"] == {name: shown[name] for name in created["data"]}
    assert created["data"].keys() == shown.keys() - {"contact_id", "external_ref"}


def test_repeated_key_adds_one_contact(twin: Twin) -> None:
    body = {"name": "Repeated", "email": "repeated@acme.example"}
    first, again = create(twin, body, key="once-contact-1"), create(twin, body, key="once-contact-1")
    assert (again.status, again.json) == (201, first.json)
    problem(create(twin, body | {"name": "Other"}, key="once-contact-1"), 409, "idempotency_key_reused")
    found = twin.call("GET /contacts?search=repeated", user="agent").json["items"]
    assert [each["contact_id"] for each in found] == [first.json["contact_id"]]
