"""A small sales team with key accounts, founded once for all tests of the package, and put back before each.

`rep` reports to `lead`, and `lead` to `boss`; `peer` is another of the team and reads English. `outsider` is of another
team. `rep` has the accounts `hongda` (宏达集团, rated a key account, with a large contract) and `small`. It is the
evening before the second week of March: Monday 2026-03-09 begins in a minute, and its lists are made half an hour
later.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from infra.local import checkpoint, outbox, resources
from infra.local import twin as twins
from infra.local.checkpoint import Checkpoint
from infra.local.twin import Answer, Twin

WEEK = "2026-W11"
CONTRACT = {"amount": {"amount_minor": 120_000_000, "currency": "CNY"}, "renews_on": "2026-12-31"}
SAID = {"outcome": "achieved", "notes": "客户同意升级，约定下周演示", "health": "improved"}
KEY = {"Idempotency-Key": "once-and-only-once"}

_USERS: dict[str, dict[str, Any]] = {
    "boss": {"roles": ["supervisor"]},
    "lead": {"roles": ["supervisor"], "team_id": "sales", "manager_id": "boss"},
    "rep": {"roles": ["agent"], "team_id": "sales", "manager_id": "lead"},
    "peer": {"roles": ["agent"], "team_id": "sales", "manager_id": "lead", "locale": "en"},
    "outsider": {"roles": ["supervisor"], "team_id": "elsewhere"},
}


class Office:
    """The team, and what its people do."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin

    def call(self, who: str | None, route: str, body: Any = None, **headers: str) -> Answer:
        """Call an action: `office.call("lead", f"POST /cadence-lists/{list_id}/approve", If_Match="2")`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.twin.call(route, body, user=who, headers=sent)

    def does(self, who: str, route: str, body: Any = None, **headers: str) -> Any:
        """Let somebody do something that works, and all that follows from it; return the answer."""
        answer = self.call(who, route, body, **headers)
        assert answer.status in {200, 201, 204}, f"{route}: {answer.status} {answer.body}"
        self.twin.settle()
        return answer.json if answer.body else None

    def takes_on(self, account_id: str, owner_id: str = "rep", **members: Any) -> None:
        """Take an account on."""
        self.does(
            "boss", "POST /accounts", {"account_id": account_id, "name": account_id, "owner_id": owner_id} | members
        )

    def until(self, instant: str) -> None:
        """Let time pass until an instant in Shanghai, and every timer fire on the way."""
        at = datetime.fromisoformat(f"{instant}+08:00")
        self.twin.advance(seconds=(at - self.twin.clock.now()).total_seconds())

    def later(self, instant: str) -> None:
        """Let time pass in which no timer fires."""
        self.twin.clock.move_to(datetime.fromisoformat(f"{instant}+08:00"))

    def week_begins(self) -> None:
        """Let the lists of the week be made."""
        self.until("2026-03-09T00:31:00")

    def weekly(self, owner: str = "rep", by: str = "boss") -> Any:
        """Return somebody's list of the week."""
        (row,) = self.does(by, f"GET /cadence-lists?week={WEEK}&owner={owner}")["items"]
        return self.does(by, f"GET /cadence-lists/{row['list_id']}")

    def publishes(self, owner: str = "rep") -> Any:
        """Let the lists of the week be made, and somebody's be approved; return it."""
        self.week_begins()
        self.does("boss", f"POST /cadence-lists/{self.weekly(owner)['list_id']}/approve")
        return self.weekly(owner)

    def set_policy(self, name: str = "default", kind: str = "cadence.policy", **changes: Any) -> None:
        """Change members of a setting."""
        now = self.does("boss", f"GET /settings/{kind}/default")
        version = now["version"] if name == "default" else 0
        body = {"document": now["document"] | changes, "note": "test"}
        self.does("boss", f"PUT /settings/{kind}/{name}", body, If_Match=str(version))

    def told(self, to: str, template: str, channel: str = "in_app") -> list[dict[str, Any]]:
        """Return what somebody was sent of a kind, oldest first."""
        sent = [each for each in outbox.sent(self.twin)[::-1] if (each["to"], each["channel"]) == (to, channel)]
        return [each for each in sent if each["template"] == template]

    def health(self, account_id: str = "hongda") -> Any:
        """Return an account's health."""
        return self.does("rep", f"GET /accounts/{account_id}/health")

    def happened(self, type_: str) -> list[dict[str, Any]]:
        """Return the events of a type, oldest first."""
        return [each for each in self.twin.pump.events if each["type"] == type_]

    def inbox(self, who: str = "rep") -> list[dict[str, Any]]:
        """Return what waits for somebody."""
        rows: list[dict[str, Any]] = self.does(who, "GET /inbox?limit=100")["items"]
        return rows

    def timers(self, aggregate_id: str) -> list[str]:
        """Return when an aggregate's timers fire."""
        return [each["fires_at"] for each in self.twin.pump.timers() if each["name"].startswith(aggregate_id)]

    def stored(self) -> dict[str, Any]:
        """Return all that is stored, to see that nothing changed."""
        dynamodb = resources.client("dynamodb")
        return {name: dynamodb.scan(TableName=name)["Items"] for name in dynamodb.list_tables()["TableNames"]}

    def invoke(self, action: str, event: Any) -> Any:
        """Run a function as its trigger would, and nothing that follows from it."""
        return self.twin.functions.invoke(action if "." in action else f"cadence.{action}", event)

    def hears(self, action: str, source: str, type_: str, aggregate_id: str, data: Any, **members: Any) -> None:
        """Run a function on an event, and nothing that follows from it."""
        detail = {
            "id": f"evt_{type_}_{aggregate_id}",
            "type": type_,
            "aggregate_id": aggregate_id,
            "aggregate_version": 1,
            "actor": {"kind": "staff", "id": "rep"},
            "occurred_at": "2026-03-08T16:00:00Z",
            "schema_version": 1,
            "correlation_id": "test",
            "cause_id": None,
            "data": data,
        }
        self.invoke(action, {"source": source, "detail": detail | members})


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
        office.takes_on("hongda", name="宏达集团", key_account=True, contract=CONTRACT)
        office.takes_on("small")
        office.until("2026-03-08T23:59:00")
        twin.pump.events.clear()
        yield office, checkpoint.take(twin)


@pytest.fixture
def office(_founded: tuple[Office, Checkpoint]) -> Iterator[Office]:
    """The team as it was founded, whatever other tests did to it."""
    found, start = _founded
    checkpoint.restore(found.twin, start)
    found.twin.pump.events.clear()
    yield found
    assert found.twin.pump.failures == []
