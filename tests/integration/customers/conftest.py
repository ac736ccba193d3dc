"""Colleagues of every role, signed in by its name, and customers to work with."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest

from crm.core.access import EVERYONE
from infra.local.twin import Twin
from tests.begun import Begun, begun

Add = Callable[..., dict[str, Any]]


@pytest.fixture(scope="package")
def _begun() -> Iterator[Begun]:
    yield from begun()


@pytest.fixture(scope="module")
def twin(_begun: Begun) -> Twin:
    """Give each module the twin as it was begun."""
    return _begun.again()


@pytest.fixture(scope="module", autouse=True)
def _colleagues(twin: Twin) -> None:
    for role in EVERYONE[:4] + EVERYONE[5:]:
        body = {"user_id": role, "name": role, "email": f"{role}@kairos.example", "roles": [role]}
        assert twin.call("POST /users", body, user="admin").status == 201
    twin.settle()


@pytest.fixture
def add_account(twin: Twin) -> Add:
    """Add an account, `add_account("acme", level="gold")`, and return it."""

    def add(account_id: str, **members: Any) -> dict[str, Any]:
        answer = twin.call("POST /accounts", {"account_id": account_id, "name": account_id} | members, user="admin")
        assert answer.status == 201, answer.body
        added: dict[str, Any] = answer.json
        return added

    return add


@pytest.fixture
def add_contact(twin: Twin) -> Add:
    """Add a contact with an address of their own, `add_contact("buyer")`, and return it."""

    def add(contact_id: str, **members: Any) -> dict[str, Any]:
        body = {"contact_id": contact_id, "name": contact_id, "email": f"{contact_id}@acme.example"} | members
        answer = twin.call("POST /contacts", body, user="agent")
        assert answer.status == 201, answer.body
        added: dict[str, Any] = answer.json
        return added

    return add


@pytest.fixture
def bus(twin: Twin) -> Collection[dict[str, Any]]:
    """What the twin puts on the bus during the test, as the details of the entries."""
    twin.settle()
    twin.pump.events.clear()
    return twin.pump.events


@pytest.fixture
def pages(twin: Twin) -> Callable[..., list[list[dict[str, Any]]]]:
    """Read a list to its end, `pages("/accounts?search=a", 2)`, and return its pages."""

    def read(path: str, limit: int) -> list[list[dict[str, Any]]]:
        found, cursor = [], ""
        while True:
            joint = "&" if "?" in path else "?"
            answer = twin.call(f"GET {path}{joint}limit={limit}{cursor}", user="agent")
            assert answer.status == 200, answer.body
            found.append(answer.json["items"])
            if answer.json["next_cursor"] is None:
                return found
            cursor = f"&cursor={answer.json['next_cursor']}"

    return read
