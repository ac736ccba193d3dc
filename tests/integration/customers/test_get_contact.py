"""Looking at a contact."""

import pytest

from crm.core.access import EVERYONE
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /contacts/buyer"), 401, "not_signed_in")


def test_unknown_id_is_not_found_and_neither_is_an_account(twin: Twin, add_account: Add) -> None:
    add_account("acme")
    problem(twin.call("GET /contacts/cont_none", user="agent"), 404, "not_found")
    problem(twin.call("GET /contacts/acme", user="agent"), 404, "not_found")


@pytest.mark.parametrize("role", EVERYONE)
def test_every_colleague_may_read(twin: Twin, add_contact: Add, role: str) -> None:
    contact = add_contact(f"seen-by-{role}")
    answer = twin.call(f"GET /contacts/seen-by-{role}", user=role)
    assert (answer.status, answer.json) == (200, contact)
    assert answer.headers["ETag"] == '"1"'
