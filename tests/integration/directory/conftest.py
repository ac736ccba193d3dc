"""What the tests of the directory share."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from infra.local.functions import AwsCall
from infra.local.twin import Answer, Twin
from tests.begun import Begun, begun

Happened = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="package")
def _begun() -> Iterator[Begun]:
    yield from begun()


@pytest.fixture(scope="module")
def twin(_begun: Begun) -> Twin:
    """Give each module the twin as it was begun."""
    return _begun.again()


@pytest.fixture
def edit(twin: Twin) -> Callable[..., Answer]:
    """Edit a colleague at the version they are at: `edit("li-lei", roles=["agent"])`."""

    def edit(user_id: str, version: int | None = None, **members: Any) -> Answer:
        now = twin.call(f"GET /users/{user_id}", user="admin").json["version"] if version is None else version
        return twin.call(f"PATCH /users/{user_id}", members, user="admin", headers={"If-Match": str(now)})

    return edit


@pytest.fixture
def set_skills(twin: Twin) -> Callable[..., Answer]:
    """Set a colleague's skills: `set_skills("li-lei", ("API 集成", "2026-05-01"))`."""

    def set_skills(user_id: str, *skills: tuple[str, str | None], by: str = "admin") -> Answer:
        now = twin.call(f"GET /users/{user_id}", user="admin").json["version"]
        body = {"skills": [{"skill": skill, "expires_on": expires_on} for skill, expires_on in skills]}
        return twin.call(f"PUT /users/{user_id}/skills", body, user=by, headers={"If-Match": str(now)})

    return set_skills


@pytest.fixture
def happened(twin: Twin) -> Iterator[Happened]:
    """What is put on the bus during the test, by type: `happened("UserEdited")`."""
    twin.settle()
    seen: list[dict[str, Any]] = []

    def watch(call: AwsCall) -> None:
        if call.action == "PutEvents":
            seen.extend(json.loads(entry["Detail"]) for entry in json.loads(call.body)["Entries"])

    def of_type(type_: str) -> list[dict[str, Any]]:
        return [detail for detail in seen if detail["type"] == type_]

    twin.functions.watchers.append(watch)
    yield of_type
    twin.functions.watchers.remove(watch)
