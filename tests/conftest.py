"""What every test may use: a twin of its own, and people to sign in as."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from infra.local import twin as twins
from infra.local.twin import Answer, Twin


@pytest.fixture(scope="module")
def twin() -> Iterator[Twin]:
    """An empty twin with an administrator, shared by the tests of a module: give things names of their own."""
    with twins.running() as running:
        running.add_administrator()
        yield running


@pytest.fixture
def add_user(twin: Twin) -> Callable[..., str]:
    """Add a colleague, `add_user("li-lei", "agent")`, who can sign in at once."""

    def add(user_id: str, *roles: str, **members: Any) -> str:
        body = {"user_id": user_id, "name": user_id, "email": f"{user_id}@kairos.example", "roles": list(roles)}
        answer = twin.call("POST /users", body | members, user="admin")
        assert answer.status == 201, answer.body
        twin.settle()
        return user_id

    return add


def problem(answer: Answer, status: int, code: str) -> dict[str, Any]:
    """Assert that an answer is the refusal `code`, a problem document with a remedy; return it."""
    assert answer.status == status, answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = answer.json
    assert document["code"] == code
    assert document["title"]
    assert document["remedy"]
    return document
