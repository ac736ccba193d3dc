"""A support team whose work is counted, founded once for all tests of the package, and put back before each.

`rep` and `peer` are of the team `sales`, which `lead` leads, who reports to `boss`; `outsider` is of another team,
`qa` sees everybody's numbers, and `solo` is a supervisor who leads nobody. It is Monday, 10:00 in
Shanghai.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.local import checkpoint
from infra.local import twin as twins
from infra.local.checkpoint import Checkpoint
from infra.local.resources import client
from tests.flows.conftest import company, founded
from tests.integration.tasks.conftest import Office

DEMO = (company, founded)
"""The fixtures of the demo company, for what takes several domains."""

_USERS: dict[str, dict[str, Any]] = {
    "boss": {"roles": ["supervisor"]},
    "lead": {"roles": ["supervisor"], "team_id": "sales", "manager_id": "boss"},
    "rep": {"roles": ["agent"], "team_id": "sales", "manager_id": "lead"},
    "peer": {"roles": ["agent"], "team_id": "sales", "manager_id": "lead", "locale": "en"},
    "outsider": {"roles": ["agent"], "team_id": "elsewhere", "manager_id": "boss"},
    "qa": {"roles": ["qa_supervisor"]},
    "solo": {"roles": ["supervisor"]},
}


class Library(Office):
    """The team, and what the library says of it."""

    def asks(self, name: str, who: str = "qa", **parameters: Any) -> Any:
        """Return what a metric comes to: `library.asks("tasks_overdue", by="team", from_="2026-03-02")`."""
        return self.does(who, f"GET /metrics/{name}{_query(parameters)}")

    def value(self, name: str, who: str = "qa", **parameters: Any) -> Any:
        """Return the value of a metric."""
        return self.asks(name, who, **parameters)["value"]

    def groups(self, name: str, by: str, who: str = "qa", **parameters: Any) -> dict[str, Any]:
        """Return the values of a metric's groups by their keys."""
        return {each["key"]: each["value"] for each in self.asks(name, who, by=by, **parameters)["groups"]}

    def rows(self, name: str, who: str = "qa", **parameters: Any) -> list[Any]:
        """Return all rows behind a metric."""
        found: list[Any] = []
        cursor: str | None = None
        while True:
            page = self.does(who, f"GET /metrics/{name}/explain{_query(parameters | {'cursor': cursor})}")
            found += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return found

    def counted(self, of: str | None = None) -> dict[tuple[str, str], dict[str, Any]]:
        """Return all that is counted, but what has come to nothing: facts, rows and counters by their keys.

        Of one subject it is the facts and rows of it, and the counters of the metrics it contributes to.
        """
        found = {}
        for page in client("dynamodb").get_paginator("scan").paginate(TableName=self.twin.site.table("analytics")):
            for item in page["Items"]:
                members = {name: each for name, each in item.items() if each != {"N": "0"}}
                if not item["pk"]["S"].startswith(("rebuild_", "ONCE#")) and set(members) > {"pk", "sk"}:
                    found[item["pk"]["S"], item["sk"]["S"]] = members
        metrics = tuple(sk.split("#")[1] + "#" for pk, sk in found if pk == of and sk.startswith("ROW#"))
        return found if of is None else {key: each for key, each in found.items() if key[0].startswith((of, *metrics))}

    def forgets(self) -> None:
        """Let all that was counted be lost."""
        for pk, sk in self.counted():
            key = {"pk": {"S": pk}, "sk": {"S": sk}}
            client("dynamodb").delete_item(TableName=self.twin.site.table("analytics"), Key=key)

    def gives_on(self, to: str, answer: str | None = None, by: str = "lead", **members: Any) -> str:
        """Let somebody give a task and its assignee answer to it."""
        task_id = self.gives(by, to, **members)
        if answer is not None:
            self.act(to, task_id, answer, {"reason": "没有时间"} if answer == "reject" else None)
        return task_id

    def invoke(self, action: str, event: Any) -> Any:
        """Run a function as its trigger would, and nothing that follows from it."""
        return self.twin.functions.invoke(f"analytics.{action}", event)

    def envelopes(self, aggregate_id: str, *types: str) -> list[dict[str, Any]]:
        """Return the events of some types as the bus brought them for an aggregate, in order."""
        found = [each for each in self.twin.pump.events if each["aggregate_id"] == aggregate_id]
        return [
            {"source": each["source"], "detail": {name: each[name] for name in each if name != "source"}}
            for type_ in types
            for each in found
            if each["type"] == type_
        ]


def _query(parameters: dict[str, Any]) -> str:
    given = [f"{name.rstrip('_')}={value}" for name, value in parameters.items() if value is not None]
    return f"?{'&'.join(given)}" if given else ""


@pytest.fixture(scope="module")
def _founded() -> Iterator[tuple[Library, Checkpoint]]:
    with twins.running() as twin:
        twin.add_administrator()
        library = Library(twin)
        for team in ("sales", "elsewhere"):
            library.does("admin", "POST /teams", {"team_id": team, "name": team})
        for user_id, members in _USERS.items():
            body = {"user_id": user_id, "name": user_id, "email": f"{user_id}@kairos.example"}
            library.does("admin", "POST /users", body | members)
        library.does("admin", "PATCH /teams/elsewhere", {"manager_id": "boss"}, If_Match="1")
        library.does("admin", "POST /accounts", {"account_id": "acme", "name": "Acme"})
        yield library, checkpoint.take(twin)


@pytest.fixture
def library(_founded: tuple[Library, Checkpoint]) -> Iterator[Library]:
    """The team as it was founded."""
    found, start = _founded
    checkpoint.restore(found.twin, start)
    yield found
    assert found.twin.pump.failures == []
