"""Looking at an account."""

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
