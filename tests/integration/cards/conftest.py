"""Two teams that ask things of each other, founded once for all tests of the package, and put back before each.

`sales` asks: `zhao` reports to `head`. `service` is asked: `zhang` reports to `chief`, `peer` is of the same team and
`zhang`'s deputy, and reads English. `outsider` is of another team and serves another region, `qa` supervises quality.
`acme` is an ordinary account, `secret` a sensitive one; both are zhao's. It is Monday, 10:00 in Shanghai.
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
NOW = "2026-03-02T02:00:00Z"
ASK: dict[str, Any] = {
    "card_type": "service_support",
    "title": "客户B 售后问题",
    "assignee_id": "zhang",
    "account_id": "acme",
    "priority": "high",
}
THREAD = "thread_1"
INSTRUCTION: dict[str, Any] = {
    "instruction_id": "ins_1",
    "provider": "wecom",
    "thread_id": THREAD,
    "message_id": "msg-1",
    "message_url": "https://im.example.com/msg-1",
    "requested_by": "zhao",
    "assignee_id": "zhang",
    "account_id": "acme",
    "title": "客户B 售后问题",
    "text": "@客服-张敏 帮忙跟进客户B 售后问题",
    "priority": "normal",
}

_USERS: dict[str, dict[str, Any]] = {
    "head": {"roles": ["supervisor"], "team_id": "sales"},
    "zhao": {"roles": ["agent"], "team_id": "sales", "manager_id": "head"},
    "chief": {"roles": ["supervisor"], "team_id": "service"},
    "zhang": {"roles": ["agent"], "team_id": "service", "manager_id": "chief"},
    "peer": {"roles": ["agent"], "team_id": "service", "manager_id": "chief", "locale": "en"},
    "outsider": {"roles": ["agent"], "team_id": "elsewhere", "regions": ["CN-GD"]},
    "qa": {"roles": ["qa_supervisor"]},
}


class Office:
    """The teams, and what their people do."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin

    def call(self, who: str | None, route: str, body: Any = None, **headers: str) -> Answer:
        """Call an action: `office.call("zhang", f"POST /collab-cards/{card_id}/accept", If_Match="2")`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.twin.call(route, body, user=who, headers=sent)

    def does(self, who: str, route: str, body: Any = None, **headers: str) -> Any:
        """Let somebody do something that works, and all that follows from it; return the answer."""
        answer = self.call(who, route, body, **headers)
        assert answer.status in {200, 201, 204}, f"{route}: {answer.status} {answer.body}"
        self.twin.settle()
        return answer.json if answer.body else None

    def asks(self, by: str = "zhao", **members: Any) -> str:
        """Let somebody ask for something by hand; return the card's id."""
        card_id: str = self.does(by, "POST /collab-cards", ASK | members)["card_id"]
        return card_id

    def card(self, card_id: str, by: str = "head") -> Any:
        """Return a card as it is now."""
        return self.does(by, f"GET /collab-cards/{card_id}")

    def act(self, who: str, card_id: str, action: str, body: Any = None) -> Any:
        """Let somebody do something with a card that works."""
        return self.does(who, f"POST /collab-cards/{card_id}/{action}", body)

    def cards(self, by: str = "head", query: str = "account=acme") -> list[Any]:
        """Return a list of cards."""
        rows: list[Any] = self.does(by, f"GET /collab-cards?{query}")["items"]
        return rows

    def board(self, by: str, query: str = "of=mine") -> dict[str, list[str]]:
        """Return the ids of the cards of each column of a board that has any."""
        columns = self.does(by, f"GET /boards/collab?{query}")["columns"]
        return {each["status"]: [row["card_id"] for row in each["items"]] for each in columns if each["items"]}

    def events(self, card_id: str, by: str = "head") -> list[dict[str, Any]]:
        """Return what happened to a card, oldest first."""
        page = self.does(by, f"GET /collab-cards/{card_id}/history?limit=100")
        assert page["next_cursor"] is None
        found: list[dict[str, Any]] = page["items"][::-1]
        return found

    def kinds(self, card_id: str) -> list[str]:
        """Return the types of what happened to a card, oldest first."""
        return [each["type"] for each in self.events(card_id)]

    def inbox(self, who: str) -> list[Any]:
        """Return what waits for somebody."""
        rows: list[Any] = self.does(who, "GET /inbox?limit=100")["items"]
        return rows

    def told(self, to: str, template: str, channel: str = "in_app") -> list[dict[str, Any]]:
        """Return what somebody was sent of a kind, oldest first."""
        sent = [each for each in outbox.sent(self.twin)[::-1] if (each["to"], each["channel"]) == (to, channel)]
        return [each for each in sent if each["template"] == template]

    def in_thread(self, thread_id: str = THREAD) -> list[str]:
        """Return the kinds of what was said in a conversation, in the order it was wished for."""
        wished = [each["id"] for each in self.twin.pump.events if each["type"] == "MessageRequested"]
        sent = [each for each in outbox.sent(self.twin) if each["to"] == thread_id]
        return [each["template"] for each in sorted(sent, key=lambda each: wished.index(each["message_id"]))]

    def timers(self, card_id: str) -> list[str]:
        """Return when a card's timers fire."""
        return [each["fires_at"] for each in self.twin.pump.timers() if each["name"].startswith(card_id)]

    def set_policy(self, **changes: Any) -> None:
        """Change members of the policy."""
        now = self.does("head", "GET /settings/cards.policy/default")
        body = {"document": now["document"] | changes, "note": "test"}
        self.does("head", "PUT /settings/cards.policy/default", body, If_Match=str(now["version"]))

    def goes_away(self, who: str, until_at: str, from_at: str = "2026-03-02T00:00:00Z") -> None:
        """Let somebody be absent."""
        absence = {"absence": {"from_at": from_at, "until_at": until_at}}
        self.does(who, f"PUT /users/{who}/absence", absence)
        # Others may know of it as late as a minute afterwards.
        self.twin.advance(minutes=2)

    def leaves(self, who: str) -> None:
        """Let somebody leave the company."""
        version = self.does("admin", f"GET /users/{who}")["version"]
        self.does("admin", f"PATCH /users/{who}", {"active": False}, If_Match=str(version))
        self.twin.advance(minutes=2)

    def stored(self) -> dict[str, Any]:
        """Return all that is stored, to see that nothing changed."""
        dynamodb = resources.client("dynamodb")
        return {name: dynamodb.scan(TableName=name)["Items"] for name in dynamodb.list_tables()["TableNames"]}

    def invoke(self, action: str, event: Any) -> Any:
        """Run a function as its trigger would, and nothing that follows from it."""
        return self.twin.functions.invoke(f"cards.{action}", event)

    def hears(self, action: str, type_: str, data: dict[str, Any], **envelope: Any) -> None:
        """Let a function hear of an event, and all that follows from it."""
        source = "crm.im" if type_ in {"CardRequested", "ThreadActionTaken"} else envelope.pop("source", "crm.tasks")
        detail = {
            "id": f"evt_{type_}_{data.get('instruction_id') or data.get('message_id') or 1}",
            "type": type_,
            "aggregate_id": "thread_1",
            "aggregate_version": 1,
            "actor": {"kind": "system", "id": "system-agent"},
            "occurred_at": NOW,
            "schema_version": 1,
            "correlation_id": "test",
            "cause_id": None,
            "data": data,
        }
        self.invoke(action, {"source": source, "detail": detail | envelope})
        self.twin.settle()

    def instructs(self, **members: Any) -> str:
        """Let somebody ask for something in a conversation; return the card's id."""
        known = {each["card_id"] for each in self.cards("zhao", "requester=me&limit=100")}
        self.hears("open_requested_card", "CardRequested", INSTRUCTION | members)
        (card_id,) = {each["card_id"] for each in self.cards("zhao", "requester=me&limit=100")} - known
        return str(card_id)

    def says(self, who: str, action: str, card_id: str | None = None, text: str = "", number: int = 1) -> None:
        """Let somebody say of a card how far they are, in its conversation."""
        said = {
            "thread_id": THREAD,
            "message_id": f"said-{number}",
            "actor_id": who,
            "card_id": card_id,
            "action": action,
            "text": text,
        }
        self.hears("act_in_thread", "ThreadActionTaken", said)

    def later(self, instant: str) -> None:
        """Let time pass in which no timer fires."""
        self.twin.clock.move_to(datetime.fromisoformat(instant))


@pytest.fixture(scope="package")
def _founded() -> Iterator[tuple[Office, Checkpoint]]:
    with twins.running() as twin:
        twin.add_administrator()
        office = Office(twin)
        for team in ("sales", "service", "elsewhere"):
            office.does("admin", "POST /teams", {"team_id": team, "name": team})
        for user_id, members in _USERS.items():
            body = {"user_id": user_id, "name": user_id, "email": f"{user_id}@kairos.example"}
            office.does("admin", "POST /users", body | members)
        office.does("admin", "PATCH /users/zhang", {"deputy_id": "peer"}, If_Match="1")
        for account_id, sensitive in (("acme", False), ("secret", True)):
            account = {"account_id": account_id, "name": account_id.title(), "owner_id": "zhao", "region": "CN-SH"}
            office.does("admin", "POST /accounts", account | {"sensitive": sensitive})
        yield office, checkpoint.take(twin)


@pytest.fixture
def office(_founded: tuple[Office, Checkpoint]) -> Iterator[Office]:
    """The teams as they were founded, whatever other tests did to them."""
    found, start = _founded
    checkpoint.restore(found.twin, start)
    yield found
    assert found.twin.pump.failures == []


@pytest.fixture
def card(office: Office) -> str:
    """The id of a card by which `zhao` asked `zhang` for something."""
    return office.asks()


@pytest.fixture
def pending(office: Office) -> str:
    """The id of a card about the sensitive account, which waits for `head`'s approval."""
    return office.asks(account_id="secret")


def only_for_the_concerned(office: Office, card_id: str, action: str, body: Any) -> None:
    """Assert that nobody finds the card who may not see it, whoever they are and whatever they ask."""
    route = f"POST /collab-cards/{card_id}/{action}"
    problem(office.call(None, route, body), 401, "not_signed_in")
    assert problem(office.call("outsider", route, body), 404, "not_found")["facts"] == {"kind": "card", "id": card_id}
    unknown = route.replace(card_id, "card_none")
    assert problem(office.call("zhang", unknown, body), 404, "not_found")["facts"]["id"] == "card_none"


def needs(office: Office, card_id: str, action: str, body: Any, *others: str) -> None:
    """Assert that others who may see the card may not do this."""
    for who in others:
        refused = problem(office.call(who, f"POST /collab-cards/{card_id}/{action}", body), 409, "not_your_card")
        assert refused["facts"] == {"assignee_id": "zhang"}


def not_when(office: Office, status: str, who: str, route: str, body: Any, *possible: str) -> None:
    """Assert that the card's status refuses an action and says what is possible instead."""
    refused = problem(office.call(who, route, body), 409, "card_wrong_status")
    assert refused["facts"]["status"] == status
    assert refused["facts"]["possible"] == list(possible)


def refuses_stale(office: Office, who: str, card_id: str, action: str, body: Any) -> None:
    """Assert that who has read another version is shown the present one."""
    refused = problem(
        office.call(who, f"POST /collab-cards/{card_id}/{action}", body, If_Match='"9"'), 409, "stale_version"
    )
    assert refused["facts"] == {"expected": 9, "actual": 1, "current": office.card(card_id)}


def happens_once(office: Office, who: str, card_id: str, action: str, body: Any = None) -> Any:
    """Assert that repeating a call answers the same and does nothing; return its answer."""
    route = f"POST /collab-cards/{card_id}/{action}"
    first = office.call(who, route, body, **KEY)
    assert first.status in {200, 201}, first.body
    office.twin.settle()
    events = office.events(card_id)
    again = office.call(who, route, body, **KEY)
    assert (again.status, again.json) == (first.status, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    office.twin.settle()
    assert office.events(card_id) == events
    return first.json
