"""Looking at an account."""

from collections.abc import Callable

import pytest

from crm.core.access import EVERYONE
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /accounts/acme"), 401, "not_signed_in")


def test_unknown_id_is_not_found_and_neither_is_a_contact(twin: Twin, add_contact: Add) -> None:
    add_contact("buyer")
    problem(twin.call("GET /accounts/acct_none", user="agent"), 404, "not_found")
    problem(twin.call("GET /accounts/buyer", user="agent"), 404, "not_found")


@pytest.mark.parametrize("role", EVERYONE)
def test_every_colleague_may_read(twin: Twin, role: str) -> None:
    account = twin.call("POST /accounts", {"name": "Acme"}, user="admin").json
    answer = twin.call(f"GET /accounts/{account['account_id']}", user=role)
    assert (answer.status, answer.json) == (200, account)
    assert answer.headers["ETag"] == '"1"'


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        *(("supervisor", True), ("admin", True), ("integration", True)),
        *(("agent", False), ("qa_supervisor", False), ("knowledge_manager", False), ("seller", True)),
    ],
)
def test_what_a_contract_is_worth_is_for_its_owner_and_supervisors(
    twin: Twin, add_user: Callable[..., str], who: str, sees: bool
) -> None:
    if twin.call("GET /users/seller", user="admin").status == 404:
        add_user("seller", "agent")
    contract = {"amount": {"amount_minor": 5, "currency": "CNY"}, "ends_on": None, "renews_on": "2026-05-31"}
    body = {"name": "Acme", "owner_id": "seller", "contract": contract}
    made = twin.call("POST /accounts", body, user="admin").json
    account_id = made["account_id"]
    assert made["contract"] == contract
    shown = contract if sees else contract | {"amount": None}
    assert twin.call(f"GET /accounts/{account_id}", user=who).json["contract"] == shown
    (row,) = [
        each
        for each in twin.call("GET /accounts?owner_id=seller&limit=100", user=who).json["items"]
        if each["account_id"] == account_id
    ]
    assert row["contract"] == shown
    happened = twin.call(f"GET /accounts/{account_id}/timeline", user=who).json["items"]
    changed = next(each for each in happened if each["type"] == "AccountContractChanged")
    assert changed["data"]["after"].get("amount") == shown["amount"]
