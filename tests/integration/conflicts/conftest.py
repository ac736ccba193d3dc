"""A customer and those who follow it, founded once for all tests of the package, and put back before each.

`rep` (of sales), `care`, `success` and `extra` (of service) can follow the account `acme`, for which `owner` answers.
`boss` is a supervisor, `guest` an agent who has nothing to do with it and reads English. It is Monday, 10:00 in
Shanghai.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from infra.local import checkpoint, outbox, resources
from infra.local import twin as twins
from infra.local.checkpoint import Checkpoint
from infra.local.twin import Answer, Twin
from tests.conftest import problem

KEY = {"Idempotency-Key": "once-and-only-once"}
ABOUT_ACME: dict[str, Any] = {
    "title": "跟进客户",
    "expected_result": "回访",
    "priority": "low",
    "due_at": "2026-05-04T10:00:00Z",
    "subject": {"type": "account", "id": "acme"},
}
THREE = ("care", "rep", "success")
"""Who follows the customer since the same moment is shown by id."""

_USERS: dict[str, dict[str, Any]] = {
    "boss": {"roles": ["supervisor"]},
    "owner": {"roles": ["agent"], "team_id": "sales"},
    "rep": {"roles": ["agent"], "team_id": "sales", "manager_id": "boss"},
    "care": {"roles": ["agent"], "team_id": "service", "manager_id": "boss"},
    "success": {"roles": ["agent"], "team_id": "service", "manager_id": "boss"},
    "extra": {"roles": ["agent"], "team_id": "service", "manager_id": "boss"},
    "guest": {"roles": ["agent"], "locale": "en"},
}


class Floor:
    """Those who follow the customer, and what they do."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin

    def call(self, who: str | None, route: str, body: Any = None, **headers: str) -> Answer:
        """Call an action: `floor.call("rep", "GET /accounts/acme/followers")`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.twin.call(route, body, user=who, headers=sent)

    def does(self, who: str, route: str, body: Any = None, **headers: str) -> Any:
        """Let somebody do something that works, and all that follows from it; return the answer."""
        answer = self.call(who, route, body, **headers)
        assert answer.status in {200, 201, 204}, f"{route}: {answer.status} {answer.body}"
        self.twin.settle()
        return answer.json if answer.body else None

    def follows(self, who: str, **members: Any) -> str:
        """Let somebody begin a task of their own about the customer; return its id."""
        task_id: str = self.does(who, "POST /tasks", ABOUT_ACME | members)["task_id"]
        return task_id

    def ends(self, who: str, task_id: str) -> None:
        """Let somebody finish a task."""
        self.does(who, f"POST /tasks/{task_id}/complete", {"result": "好"})

    def contested(self, *who: str) -> str:
        """Let three, or those named, follow the customer; return the id of their conflict."""
        for each in who or THREE:
            self.follows(each)
        conflict_id: str = self.conflicts("open")[0]["conflict_id"]
        return conflict_id

    def shared(self) -> str:
        """Let the three share a workspace; return its id."""
        self.contested()
        workspace_id: str = self.does("rep", "POST /workspaces", {"account_id": "acme"})["workspace_id"]
        return workspace_id

    def followers(self) -> dict[str, int]:
        """Return who follows the customer, each with how many open tasks."""
        shown = self.does("guest", "GET /accounts/acme/followers")["followers"]
        return {each["user_id"]: each["open_work"] for each in shown}

    def conflicts(self, status: str | None = None) -> list[dict[str, Any]]:
        """Return the conflicts about the customer."""
        query = "" if status is None else f"&status={status}"
        page = self.does("rep", f"GET /conflicts?account=acme{query}")
        assert page["next_cursor"] is None
        found: list[dict[str, Any]] = page["items"]
        return found

    def conflict(self, conflict_id: str) -> dict[str, Any]:
        """Return a conflict as it is now."""
        found: dict[str, Any] = self.does("rep", f"GET /conflicts/{conflict_id}")
        return found

    def resolves(self, conflict_id: str, owner: str = "rep", by: str = "boss", **members: Any) -> Any:
        """Let somebody name the primary owner."""
        return self.does(by, f"POST /conflicts/{conflict_id}/resolve", {"primary_owner": owner} | members)

    def events(self, conflict_id: str) -> list[dict[str, Any]]:
        """Return what happened in a conflict, oldest first."""
        page = self.does("boss", f"GET /conflicts/{conflict_id}/history?limit=100")
        assert page["next_cursor"] is None
        found: list[dict[str, Any]] = page["items"][::-1]
        return found

    def kinds(self, conflict_id: str) -> list[str]:
        """Return the types of what happened in a conflict, oldest first."""
        return [each["type"] for each in self.events(conflict_id)]

    def told(self, to: str, template: str) -> list[dict[str, Any]]:
        """Return what somebody was told of a kind in the app, oldest first."""
        sent = [each for each in outbox.sent(self.twin)[::-1] if (each["to"], each["channel"]) == (to, "in_app")]
        return [each for each in sent if each["template"] == template]

    def notice(self, to: str, template: str) -> dict[str, Any]:
        """Return the one notice of a kind that somebody reads in the app."""
        items = self.does(to, "GET /notifications?limit=100")["items"]
        (found,) = [each for each in items if each["template"] == template]
        return dict(found)

    def times_told(self, template: str, *who: str) -> list[int]:
        """Return how often each was told of a kind."""
        return [len(self.told(each, template)) for each in who]

    def published(self, type_: str) -> list[dict[str, Any]]:
        """Return the events of a type that were put on the bus."""
        return [each for each in self.twin.pump.events if each["type"] == type_]

    def set_policy(self, **changes: Any) -> None:
        """Change members of the policy, and wait until it is felt."""
        now = self.does("boss", "GET /settings/conflicts.policy/default")
        body = {"document": now["document"] | changes, "note": "test"}
        self.does("boss", "PUT /settings/conflicts.policy/default", body, If_Match=str(now["version"]))

    def stored(self) -> dict[str, Any]:
        """Return all that is stored, to see that nothing changed."""
        dynamodb = resources.client("dynamodb")
        return {name: dynamodb.scan(TableName=name)["Items"] for name in dynamodb.list_tables()["TableNames"]}

    def invoke(self, action: str, event: Any) -> Any:
        """Run a function as its trigger would, and nothing that follows from it."""
        return self.twin.functions.invoke(f"conflicts.{action}", event)

    def hears(self, type_: str, version: int, data: dict[str, Any], task_id: str = "task_1") -> None:
        """Let an event of a task arrive, and all that follows from it."""
        detail = {
            "id": f"evt_{task_id}_{version}",
            "type": type_,
            "aggregate_id": task_id,
            "aggregate_version": version,
            "actor": {"kind": "staff", "id": "boss"},
            "occurred_at": "2026-03-02T02:00:00Z",
            "schema_version": 1,
            "correlation_id": "test",
            "cause_id": None,
            "data": data,
        }
        self.invoke("follow_tasks", {"source": "crm.tasks", "detail": detail})
        self.twin.settle()

    def later(self, instant: str) -> None:
        """Let time pass in which no timer fires."""
        self.twin.clock.move_to(datetime.fromisoformat(instant))


@pytest.fixture(scope="package")
def _founded() -> Iterator[tuple[Floor, Checkpoint]]:
    with twins.running() as twin:
        twin.add_administrator()
        floor = Floor(twin)
        for team in ("sales", "service"):
            floor.does("admin", "POST /teams", {"team_id": team, "name": team})
        for user_id, members in _USERS.items():
            body = {"user_id": user_id, "name": user_id.title(), "email": f"{user_id}@kairos.example"}
            floor.does("admin", "POST /users", body | members)
        floor.does("admin", "POST /accounts", {"account_id": "acme", "name": "Acme", "owner_id": "owner"})
        floor.does("admin", "POST /accounts", {"account_id": "quiet", "name": "Quiet"})
        yield floor, checkpoint.take(twin)


@pytest.fixture
def floor(_founded: tuple[Floor, Checkpoint]) -> Iterator[Floor]:
    """The people and the customer as they were founded, whatever other tests did."""
    found, start = _founded
    checkpoint.restore(found.twin, start)
    yield found
    assert found.twin.pump.failures == []


def unknown_account(floor: Floor, route: str, body: Any = None) -> None:
    """Assert that nobody asks about an account unsigned, nor about one that does not exist."""
    problem(floor.call(None, route, body), 401, "not_signed_in")
    refused = problem(floor.call("boss", route.replace("acme", "nobody"), body), 404, "not_found")
    assert refused["facts"] == {"kind": "account", "id": "nobody"}


def only_for_members(floor: Floor, workspace_id: str, method: str, path: str = "", body: Any = None) -> None:
    """Assert that a workspace does not exist for whoever has nothing to do with it."""
    route = f"{method} /workspaces/{workspace_id}{path}"
    problem(floor.call(None, route, body), 401, "not_signed_in")
    for who, each in (("guest", route), ("rep", route.replace(workspace_id, "workspace_none"))):
        refused = problem(floor.call(who, each, body), 404, "not_found")
        assert refused["facts"]["kind"] == "workspace"


def happens_once(floor: Floor, who: str, route: str, body: Any) -> Any:
    """Assert that repeating a call answers the same and does nothing; return its answer."""
    first = floor.call(who, route, body, **KEY)
    assert first.status in {200, 201}, first.body
    floor.twin.settle()
    before = floor.stored()
    again = floor.call(who, route, body, **KEY)
    assert (again.status, again.json) == (first.status, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    floor.twin.settle()
    assert floor.stored() == before
    return first.json
