"""Messages to ask for, mail to read, and another system that takes webhooks."""

import itertools
import json
from collections.abc import Callable, Iterator
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from moto.ses.models import ses_backends

from crm.core import ids
from infra.local import resources
from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.begun import Begun, begun
from tests.receiver import Receiver, listening

Ask = Callable[..., str]
_numbers = itertools.count(1)
_contacts: set[str] = set()


@pytest.fixture(scope="package")
def _begun() -> Iterator[Begun]:
    yield from begun()


@pytest.fixture(scope="module")
def twin(_begun: Begun) -> Twin:
    """Give each module the twin as it was begun."""
    return _begun.again()


@pytest.fixture(scope="module", autouse=True)
def _colleagues(twin: Twin) -> None:
    for user_id, role in (("agent", "agent"), ("supervisor", "supervisor"), ("chief", "admin")):
        body = {"user_id": user_id, "name": user_id, "email": f"{user_id}@kairos.example", "roles": [role]}
        assert twin.call("POST /users", body, user="admin").status == 201
    twin.settle()


@pytest.fixture
def ask(twin: Twin) -> Ask:
    """Ask for a message as a domain's stream function does, deliver what can be, and return its id."""

    def put(to: str, template: str = "case_assigned", *, settle: bool = True, **members: Any) -> str:
        number = next(_numbers)
        facts = {"number": "C-1", "title": "设备无法联网", "priority": "P2", "due_at": None, "reason": "best_score"}
        audience = "contact" if to in _contacts else "endpoint" if to.startswith("hook_") else "user"
        message = {
            "to": to,
            "audience": audience,
            "template": template,
            "subject_id": f"case_{number}",
            "facts": facts,
            **members,
        }
        message_id = ids.derived_id("msg", "test", number)
        publish(twin, "MessageRequested", message, id=message_id)
        if settle:
            twin.settle()
        return message_id

    return put


def publish(twin: Twin, type_: str, data: dict[str, Any], source: str = "crm.core", **members: Any) -> dict[str, Any]:
    """Put an event on the bus, as any domain's stream function does; return its detail."""
    detail = {
        "id": ids.derived_id("evt", "test", next(_numbers)),
        "type": type_,
        "aggregate_id": "case_1",
        "aggregate_version": 1,
        "actor": {"kind": "staff", "id": "agent"},
        "occurred_at": twin.clock.now().isoformat(),
        "schema_version": 1,
        "correlation_id": "a-test-of-messaging",
        "cause_id": None,
        "data": data,
        **members,
    }
    entry = {
        "EventBusName": twin.site.bus,
        "Source": source,
        "DetailType": type_,
        "Detail": json.dumps(detail, ensure_ascii=False),
    }
    resources.client("events").put_events(Entries=[entry])
    return detail


@pytest.fixture
def message(twin: Twin) -> Callable[[str], dict[str, Any]]:
    """Read a message from the ledger, with its deliveries by channel."""

    def read(message_id: str) -> dict[str, Any]:
        answer = twin.call(f"GET /messages/{message_id}", user="chief")
        assert answer.status == 200, answer.body
        return {**answer.json, "by_channel": {each["channel"]: each for each in answer.json["deliveries"]}}

    return read


def states(read: dict[str, Any]) -> dict[str, str]:
    return {each["channel"]: each["state"] for each in read["deliveries"]}


@pytest.fixture
def mails(twin: Twin) -> Callable[[], list[EmailMessage]]:
    """Read the mail that was sent since the test began."""
    sent = ses_backends[resources.ACCOUNT][resources.REGION].sent_messages
    before = len(sent)

    def read() -> list[EmailMessage]:
        found = [message_from_string(each.raw_data, policy=default) for each in sent[before:]]
        return [each for each in found if isinstance(each, EmailMessage)]

    return read


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content


@pytest.fixture
def add_contact(twin: Twin) -> Callable[..., str]:
    """Add a contact, `add_contact("buyer", consent="granted")`, and return the id."""

    def add(contact_id: str, consent: str | None = None, purpose: str = "marketing", **members: Any) -> str:
        body = {"contact_id": contact_id, "name": "张三", "email": f"{contact_id}@acme.example", **members}
        answer = twin.call("POST /contacts", body, user="agent")
        assert answer.status == 201, answer.body
        _contacts.add(contact_id)
        if consent:
            said = {"channel": "email", "purpose": purpose, "status": consent, "source": "form"}
            assert twin.call(f"POST /contacts/{contact_id}/consents", said, user="agent").status == 201
        twin.settle()
        return contact_id

    return add


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A system on this machine that takes webhooks."""
    with listening() as system:
        yield system


@pytest.fixture
def add_endpoint(twin: Twin) -> Iterator[Callable[..., dict[str, Any]]]:
    """Let a system hear of events for this test: `add_endpoint(url, "CaseOpened")` returns it with its secret."""
    added: list[str] = []

    def add(url: str, *event_types: str, user: str = "chief") -> dict[str, Any]:
        body = {"url": url, "description": "the shop", "event_types": list(event_types) or ["*"]}
        answer = twin.call("POST /webhook-endpoints", body, user=user)
        assert answer.status == 201, answer.body
        twin.settle()
        added.append(answer.json["endpoint"]["endpoint_id"])
        return {**answer.json["endpoint"], "secret": answer.json["secret"]}

    yield add
    for endpoint_id in added:
        twin.call(f"DELETE /webhook-endpoints/{endpoint_id}", user="chief")
    twin.settle()


@pytest.fixture
def calls(twin: Twin) -> Iterator[list[AwsCall]]:
    """What the functions call during the test."""
    seen: list[AwsCall] = []
    twin.functions.watchers.append(seen.append)
    yield seen
    twin.functions.watchers.remove(seen.append)


@pytest.fixture
def put_policy(twin: Twin) -> Iterator[Callable[..., None]]:
    """Put a policy in force that differs in some members, for this test."""
    route = "/settings/messaging.policy/default"
    usual = twin.call(f"GET {route}", user="chief").json["document"]

    def put(**members: Any) -> None:
        version = twin.call(f"GET {route}", user="chief").json["version"]
        body = {"document": {**usual, **members}, "note": "a test"}
        answer = twin.call(f"PUT {route}", body, user="chief", headers={"If-Match": f'"{version}"'})
        assert answer.status == 200, answer.body
        twin.settle()

    yield put
    put()
