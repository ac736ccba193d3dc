"""A small sales team, founded once for all tests of the package, and put back before each.

`rep` reports to `lead`, and `lead` to `boss`; `peer` is another of the team, `rep`'s deputy, and reads English.
`outsider` is of another team, `qa` a quality supervisor. It is Monday, 10:00 in Shanghai.
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
EVENING = "2026-03-02T10:00:00Z"
CALL: dict[str, Any] = {
    "title": "与客户通话",
    "expected_result": "确认续约意向",
    "priority": "high",
    "due_at": EVENING,
}
ABOUT_ACME = {"subject": {"type": "account", "id": "acme"}}

_USERS: dict[str, dict[str, Any]] = {
    "boss": {"roles": ["supervisor"]},
    "lead": {"roles": ["supervisor"], "team_id": "sales", "manager_id": "boss"},
    "rep": {"roles": ["agent"], "team_id": "sales", "manager_id": "lead"},
    "peer": {"roles": ["agent"], "team_id": "sales", "manager_id": "lead", "locale": "en"},
    "outsider": {"roles": ["agent"], "team_id": "elsewhere"},
    "qa": {"roles": ["qa_supervisor"]},
}


class Office:
    """The team, and what its people do."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin

    def call(self, who: str | None, route: str, body: Any = None, **headers: str) -> Answer:
        """Call an action: `office.call("rep", f"POST /tasks/{task_id}/accept", If_Match="2")`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.twin.call(route, body, user=who, headers=sent)

    def does(self, who: str, route: str, body: Any = None, **headers: str) -> Any:
        """Let somebody do something that works, and all that follows from it; return the answer."""
        answer = self.call(who, route, body, **headers)
        assert answer.status in {200, 201, 202, 204}, f"{route}: {answer.status} {answer.body}"
        self.twin.settle()
        return answer.json if answer.body else None

    def gives(self, by: str = "lead", to: str | None = "rep", **members: Any) -> str:
        """Let somebody give a task; return its id."""
        body = CALL | members | ({} if to is None else {"assignee_id": to})
        task_id: str = self.does(by, "POST /tasks", body)["task_id"]
        return task_id

    def task(self, task_id: str, by: str = "boss") -> Any:
        """Return a task as it is now."""
        return self.does(by, f"GET /tasks/{task_id}")

    def act(self, who: str, task_id: str, action: str, body: Any = None) -> Any:
        """Let somebody do something with a task that works."""
        return self.does(who, f"POST /tasks/{task_id}/{action}", body)

    def events(self, task_id: str) -> list[dict[str, Any]]:
        """Return what happened to a task, oldest first."""
        page = self.does("boss", f"GET /tasks/{task_id}/history?limit=100")
        assert page["next_cursor"] is None
        found: list[dict[str, Any]] = page["items"][::-1]
        return found

    def kinds(self, task_id: str) -> list[str]:
        """Return the types of what happened to a task, oldest first."""
        return [each["type"] for each in self.events(task_id)]

    def inbox(self, who: str) -> list[str]:
        """Return the ids of what waits for somebody, in order."""
        return [each["task_id"] for each in self.does(who, "GET /inbox?limit=100")["items"]]

    def told(self, to: str, template: str, channel: str = "in_app") -> list[dict[str, Any]]:
        """Return what somebody was sent of a kind, oldest first."""
        sent = [each for each in outbox.sent(self.twin)[::-1] if (each["to"], each["channel"]) == (to, channel)]
        return [each for each in sent if each["template"] == template]

    def timers(self, task_id: str) -> list[str]:
        """Return when a task's timers fire."""
        return [each["fires_at"] for each in self.twin.pump.timers() if each["name"].startswith(task_id)]

    def account(self) -> Any:
        """Return the customer."""
        return self.does("rep", "GET /accounts/acme")

    def set_policy(self, **changes: Any) -> None:
        """Change members of the policy."""
        now = self.does("lead", "GET /settings/tasks.policy/default")
        body = {"document": now["document"] | changes, "note": "test"}
        self.does("lead", "PUT /settings/tasks.policy/default", body, If_Match=str(now["version"]))

    def goes_away(self, who: str, until_at: str, from_at: str = "2026-03-02T00:00:00Z") -> None:
        """Let somebody be absent."""
        absence = {"absence": {"from_at": from_at, "until_at": until_at}}
        self.does(who, f"PUT /users/{who}/absence", absence)
        # Others may know of it as late as a minute afterwards.
        self.twin.advance(minutes=2)

    def stored(self) -> dict[str, Any]:
        """Return all that is stored, to see that nothing changed."""
        dynamodb = resources.client("dynamodb")
        return {name: dynamodb.scan(TableName=name)["Items"] for name in dynamodb.list_tables()["TableNames"]}

    def invoke(self, action: str, event: Any) -> Any:
        """Run a function as its trigger would, and nothing that follows from it."""
        return self.twin.functions.invoke(f"tasks.{action}", event)

    def later(self, instant: str) -> None:
        """Let time pass in which no timer fires."""
        self.twin.clock.move_to(datetime.fromisoformat(instant))


@pytest.fixture(scope="package")
def _founded() -> Iterator[tuple[Office, Checkpoint]]:
    with twins.running() as twin:
        twin.add_administrator()
        office = Office(twin)
        for team in ("sales", "elsewhere"):
            office.does("admin", "POST /teams", {"team_id": team, "name": team})
        for user_id, members in _USERS.items():
            body = {"user_id": user_id, "name": user_id, "email": f"{user_id}@kairos.example"}
            office.does("admin", "POST /users", body | members)
        office.does("admin", "PATCH /users/rep", {"deputy_id": "peer"}, If_Match="1")
        office.does("admin", "POST /accounts", {"account_id": "acme", "name": "Acme"})
        buyer = {"contact_id": "buyer", "name": "buyer", "email": "buyer@acme.example", "account_id": "acme"}
        office.does("admin", "POST /contacts", buyer)
        yield office, checkpoint.take(twin)


@pytest.fixture
def office(_founded: tuple[Office, Checkpoint]) -> Iterator[Office]:
    """The team as it was founded, whatever other tests did to it."""
    found, start = _founded
    checkpoint.restore(found.twin, start)
    yield found
    assert found.twin.pump.failures == []


@pytest.fixture
def task(office: Office) -> str:
    """The id of a task that `lead` gave `rep`."""
    return office.gives()


def only_for_the_concerned(office: Office, task_id: str, action: str, body: Any) -> None:
    """Assert that nobody finds the task who may not see it, whoever they are and whatever they ask."""
    route = f"POST /tasks/{task_id}/{action}"
    problem(office.call(None, route, body), 401, "not_signed_in")
    assert problem(office.call("outsider", route, body), 404, "not_found")["facts"] == {"kind": "task", "id": task_id}
    unknown = route.replace(task_id, "task_none")
    assert problem(office.call("rep", unknown, body), 404, "not_found")["facts"]["id"] == "task_none"


def needs(office: Office, task_id: str, action: str, body: Any, *others: str) -> None:
    """Assert that others who may see the task may not do this."""
    for who in others:
        refused = problem(office.call(who, f"POST /tasks/{task_id}/{action}", body), 409, "not_your_task")
        assert refused["facts"] == {"assignee_id": "rep"}


def not_when(office: Office, status: str, who: str, route: str, body: Any, *possible: str) -> None:
    """Assert that the task's status refuses an action and says what is possible instead."""
    refused = problem(office.call(who, route, body), 409, "task_wrong_status")
    assert refused["facts"]["status"] == status
    assert refused["facts"]["possible"] == list(possible)


def refuses_stale(office: Office, who: str, task_id: str, action: str, body: Any) -> None:
    """Assert that who has read another version is shown the present one."""
    refused = problem(office.call(who, f"POST /tasks/{task_id}/{action}", body, If_Match='"9"'), 409, "stale_version")
    current = {name: value for name, value in office.task(task_id).items() if name != "pushed_at"}
    assert refused["facts"] == {"expected": 9, "actual": 1, "current": current}


def happens_once(office: Office, who: str, task_id: str, action: str, body: Any = None) -> Any:
    """Assert that repeating a call answers the same and does nothing; return its answer."""
    route = f"POST /tasks/{task_id}/{action}"
    first = office.call(who, route, body, **KEY)
    assert first.status in {200, 201}, first.body
    office.twin.settle()
    events = office.events(task_id)
    again = office.call(who, route, body, **KEY)
    assert (again.status, again.json) == (first.status, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    office.twin.settle()
    assert office.events(task_id) == events
    return first.json
