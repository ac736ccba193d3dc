"""A small desk, founded once for all tests of the package, and put back before each.

The only agent at work is `agent`, who has the open case C-000001 of the contact `buyer`. Colleagues are called by
their roles; `colleague` is another agent of the team, `outsider` one of a team that does not see its queues,
`chief` the team's manager. `buyer` is the customer, `stranger` somebody else's.
"""

from collections.abc import Iterator
from datetime import datetime
from email import message_from_string
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

import pytest
from moto.ses.models import ses_backends

from crm.core.access import EVERYONE
from infra.local import buckets, checkpoint, outbox, resources
from infra.local import twin as twins
from infra.local.checkpoint import Checkpoint
from infra.local.control import portal_token
from infra.local.twin import Answer, Twin
from tests.conftest import problem

CASE = "C-000001"
CONTACTS = ("buyer", "stranger")
KEY = {"Idempotency-Key": "once-and-only-once"}
AGENTS = ("agent", "supervisor")
READERS = (*AGENTS, "qa_supervisor")
SOLVED = {"solution": "更换密钥", "cause_code": "configuration"}
CASE_FORM: dict[str, Any] = {
    "title": "无法登录",
    "description": "登录后报错",
    "contact_id": "buyer",
    "channel": "phone",
    "case_type": "incident",
    "category": "account/access",
    "impact": "medium",
    "urgency": "high",
}

_USERS: dict[str, dict[str, Any]] = {
    "chief": {"roles": ["supervisor"], "team_id": "desk"},
    "supervisor": {"roles": ["supervisor"], "team_id": "desk", "manager_id": "chief"},
    "agent": {"roles": ["agent"], "team_id": "desk", "manager_id": "supervisor"},
    "colleague": {"roles": ["agent"], "team_id": "desk", "manager_id": "supervisor", "locale": "en"},
    "outsider": {"roles": ["agent"], "team_id": "elsewhere"},
    **{role: {"roles": [role]} for role in ("qa_supervisor", "knowledge_manager", "integration")},
}


class Desk:
    """The desk, and what its people and customers do."""

    def __init__(self, twin: Twin, case_id: str, tokens: dict[str, str]) -> None:
        self.twin = twin
        self.case_id = case_id
        self._tokens = tokens

    def call(self, who: str | None, route: str, body: Any = None, **headers: str) -> Answer:
        """Call an action: `desk.call("agent", "POST /cases/C-000001/accept", If_Match="2")`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if who in self._tokens:
            return self.twin.call(route, body, token=self._tokens[who], headers=sent)
        return self.twin.call(route, body, user=who, headers=sent)

    def does(self, who: str, route: str, body: Any = None, **headers: str) -> Any:
        """Let somebody do something that works, and all that follows from it; return the answer."""
        answer = self.call(who, route, body, **headers)
        assert answer.status in {200, 201}, f"{route}: {answer.status} {answer.body}"
        self.twin.settle()
        return answer.json

    def case(self, reference: str = CASE) -> Any:
        """Return a case as it is now."""
        return self._read(f"GET /cases/{reference}")

    def _read(self, route: str) -> Any:
        answer = self.call("chief", route)
        assert answer.status == 200, answer.body
        return answer.json

    def opens(self, **members: Any) -> Any:
        """Let the colleague open a further case."""
        return self.does("colleague", "POST /cases", CASE_FORM | members)

    def events(self, reference: str = CASE) -> list[dict[str, Any]]:
        """Return what happened to a case, oldest first."""
        page = self._read(f"GET /cases/{reference}/timeline?limit=100")
        assert page["next_cursor"] is None
        found: list[dict[str, Any]] = page["items"][::-1]
        return found

    def told(self, to: str, template: str, channel: str = "in_app") -> list[dict[str, Any]]:
        """Return what somebody was sent of a kind, oldest first."""
        sent = [each for each in outbox.sent(self.twin)[::-1] if (each["to"], each["channel"]) == (to, channel)]
        return [each for each in sent if each["template"] == template]

    def mails(self, to: str) -> list[str]:
        """Return the texts of the mail that somebody was sent, oldest first."""
        sent = ses_backends[resources.ACCOUNT][resources.REGION].sent_messages
        mails: list[Any] = [message_from_string(each.raw_data, policy=default) for each in sent]
        return [each.get_body(("plain",)).get_content() for each in mails if to in each["To"]]

    def load(self, user: str) -> int:
        """Return how many open cases a colleague has."""
        active: int = self.does("chief", f"GET /users/{user}/load")["active"]
        return active

    def version_of(self, user: str) -> int:
        """Return the version of a colleague's record."""
        version: int = self.does("admin", f"GET /users/{user}")["version"]
        return version

    def set(self, kind: str, **changes: Any) -> None:
        """Change members of a setting."""
        now = self.does("admin", f"GET /settings/{kind}/default")
        body = {"document": now["document"] | changes, "note": "test"}
        self.does("admin", f"PUT /settings/{kind}/default", body, If_Match=str(now["version"]))

    def answers(self) -> None:
        """Let the agent give the first response."""
        self.does("agent", f"POST /cases/{CASE}/replies", {"body": "正在查看"})

    def in_queue(self) -> None:
        """Let the case wait in its queue, its agent being away."""
        self.does("agent", "PUT /users/agent/presence", {"presence": "away"})
        self.does("agent", f"POST /cases/{CASE}/transfers", {"queue_id": "general", "reason": "test"})

    def happened(self, type_: str) -> list[dict[str, Any]]:
        """Return what of a type was put on the bus since the test began, as the rule's target gets it."""
        found = [{name: each[name] for name in each if name != "source"} for each in self.twin.pump.events]
        return [{"source": "crm.cases", "detail": each} for each in found if each["type"] == type_]

    def stored(self) -> dict[str, Any]:
        """Return all that is stored, to see that nothing changed."""
        dynamodb = resources.client("dynamodb")
        return {name: dynamodb.scan(TableName=name)["Items"] for name in dynamodb.list_tables()["TableNames"]}

    def upload(self, ticket: dict[str, Any], content: bytes, **changed: str) -> Answer:
        """Post a form as a browser would, with some fields changed."""
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in (ticket["fields"] | changed).items()]
        parts.append(b'name="file"; filename="x"\r\nContent-Type: application/octet-stream\r\n\r\n' + content)
        body = b"".join(b"--a-boundary\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
        headers = {"Content-Type": "multipart/form-data; boundary=a-boundary"}
        target = urlsplit(ticket["url"]).path
        answer = buckets.answer("POST", target, headers, body + b"--a-boundary--\r\n")
        self.twin.settle()
        return answer

    def download(self, url: str) -> Answer:
        """Follow a link."""
        parts = urlsplit(url)
        return buckets.answer("GET", f"{parts.path}?{parts.query}", {}, b"")

    def attaches(self, who: str, name: str = "log.txt", **members: Any) -> str:
        """Let somebody upload a file; return its id."""
        way = "portal/cases" if who in CONTACTS else "cases"
        body = {"file_name": name, "content_type": "text/plain", "size_bytes": 5} | members
        ticket = self.does(who, f"POST /{way}/{CASE}/attachments", body)
        assert self.upload(ticket, b"12345").status == 204
        attachment_id: str = ticket["attachment_id"]
        return attachment_id

    def invoke(self, action: str, event: Any) -> Any:
        """Run a function as its trigger would, and nothing that follows from it."""
        return self.twin.functions.invoke(f"cases.{action}", event)

    def later(self, instant: str) -> None:
        """Let time pass in which no timer fires."""
        self.twin.clock.move_to(datetime.fromisoformat(instant))


@pytest.fixture(scope="package")
def _founded() -> Iterator[tuple[Desk, Checkpoint]]:
    with twins.running() as twin:
        twin.add_administrator()
        case_id = _found(Desk(twin, "", {}))
        tokens = {contact: portal_token(twin, contact) for contact in CONTACTS}
        yield Desk(twin, case_id, tokens), checkpoint.take(twin)


def _found(desk: Desk) -> str:
    for team in ("desk", "elsewhere"):
        desk.does("admin", "POST /teams", {"team_id": team, "name": team})
    for user_id, members in _USERS.items():
        body = {"user_id": user_id, "name": user_id, "email": f"{user_id}@kairos.example", "languages": ["zh-CN", "en"]}
        desk.does("admin", "POST /users", body | members)
    desk.does("admin", "PATCH /teams/desk", {"lead_id": "colleague", "manager_id": "chief"}, If_Match="1")
    desk.does("agent", "PUT /users/agent/presence", {"presence": "online"})
    for contact_id, account_id in zip(CONTACTS, ("acme", "rival"), strict=True):
        desk.does("admin", "POST /accounts", {"account_id": account_id, "name": account_id})
        contact = {"contact_id": contact_id, "name": contact_id, "email": f"{contact_id}@{account_id}.example"}
        desk.does("admin", "POST /contacts", contact | {"account_id": account_id})
    queues = desk.does("admin", "GET /settings/cases.queues/default")["document"]["queues"]
    for queue in queues:
        queue |= {"team_ids": ["desk"], "owner_id": "supervisor"}
    desk.set("cases.queues", queues=queues)
    case_id: str = desk.opens()["case_id"]
    return case_id


@pytest.fixture
def desk(_founded: tuple[Desk, Checkpoint]) -> Iterator[Desk]:
    """The desk as it was founded, whatever other tests did to it."""
    found, start = _founded
    checkpoint.restore(found.twin, start)
    yield found
    assert found.twin.pump.failures == []


@pytest.fixture
def closed(desk: Desk) -> Desk:
    """The desk, with its case solved and closed."""
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    desk.does("agent", f"POST /cases/{CASE}/closure", {})
    return desk


def only_for(desk: Desk, route: str, body: Any, *roles: str) -> None:
    """Assert that nobody but `roles` may call an action on a case, and that what they cannot see is not there."""
    problem(desk.call(None, route, body), 401, "not_signed_in")
    problem(desk.call("buyer", route, body), 401, "not_signed_in")
    for role in set(EVERYONE) - set(roles):
        assert problem(desk.call(role, route, body), 403, "not_allowed")["facts"]["roles"] == sorted(roles)
    unknown = problem(desk.call("supervisor", route.replace(CASE, "C-999999"), body), 404, "not_found")
    assert unknown["facts"] == {"kind": "case", "id": "C-999999"}
    for reference in (CASE, desk.case_id) if "agent" in roles else ():
        invisible = problem(desk.call("outsider", route.replace(CASE, reference), body), 404, "not_found")
        assert invisible["facts"] == {"kind": "case", "id": reference}


def only_for_its_customer(desk: Desk, route: str, body: Any = None) -> None:
    """Assert that an action of the portal is for the case's customer alone."""
    problem(desk.call(None, route, body), 401, "not_signed_in")
    problem(desk.call("supervisor", route, body), 401, "not_signed_in")
    for reference in (CASE, desk.case_id, "case_none"):
        refused = problem(desk.call("stranger", route.replace(CASE, reference), body), 404, "not_found")
        assert refused["facts"] == {"kind": "case", "id": reference}


def needs_the_handler(desk: Desk, route: str, body: Any) -> None:
    """Assert that a colleague who sees the case and does not work on it may not do this."""
    refused = problem(desk.call("colleague", route, body), 409, "not_your_case")
    assert refused["facts"] == {"assignee_id": "agent"}


def not_when(desk: Desk, status: str, who: str, route: str, body: Any, *possible: str) -> None:
    """Assert that the case's status refuses an action and says what is possible instead."""
    refused = problem(desk.call(who, route, body), 409, "case_wrong_status")
    assert refused["facts"]["status"] == status
    assert refused["facts"]["possible"] == list(possible)


def refuses_stale(desk: Desk, who: str, route: str, body: Any) -> None:
    """Assert that who has read another version is shown the present one."""
    refused = problem(desk.call(who, route, body, If_Match='"1"'), 409, "stale_version")
    now = desk.case()
    assert refused["facts"] == {"expected": 1, "actual": now["version"], "current": now}


def names_bad(desk: Desk, who: str, route: str, body: Any, field: str) -> None:
    """Assert that a bad payload is refused with the name of what is bad."""
    refused = problem(desk.call(who, route, body), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == [field]


def happens_once(desk: Desk, who: str, route: str, body: Any = None) -> Any:
    """Assert that repeating a call answers the same and does nothing; return its answer."""
    first = desk.call(who, route, body, **KEY)
    assert first.status in {200, 201}, first.body
    assert "Idempotent-Replayed" not in first.headers
    desk.twin.settle()
    events = desk.events()
    again = desk.call(who, route, body, **KEY)
    assert (again.status, again.json) == (first.status, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    desk.twin.settle()
    assert desk.events() == events
    other = route.replace(CASE, desk.case_id)
    problem(desk.call(who, other, body, **KEY), 409, "idempotency_key_reused")
    return first.json
