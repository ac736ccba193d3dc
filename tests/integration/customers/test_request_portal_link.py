"""Asking for a sign-in link: it tells nobody whose address is known."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import pytest

from crm.core import environment, tokens
from crm.core.identity import PORTAL
from infra.local.functions import AwsCall
from infra.local.twin import Answer, Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add

LASTING = timedelta(minutes=30)


def ask(twin: Twin, email: str, key: str | None = None, **members: str) -> Answer:
    headers = {"Idempotency-Key": key} if key else None
    return twin.call("POST /portal/sign-in-links", {"email": email} | members, headers=headers)


def messages(twin: Twin, bus: Collection[dict[str, Any]]) -> list[dict[str, Any]]:
    twin.settle()
    return [event["data"] for event in bus if event["type"] == "MessageRequested"]


def verified(twin: Twin, link: str, now: datetime) -> dict[str, str] | None:
    with environment.only({"SECRET_SIGNING": twin.site.secret("signing"), "CACHE_SECONDS": "0"}):
        return tokens.verify(PORTAL, link.partition("?token=")[2].partition("&")[0], now)


@pytest.mark.parametrize(("member", "value"), [("email", "nobody"), ("locale", "fr"), ("name", "x")])
def test_bad_member_is_named(twin: Twin, member: str, value: str) -> None:
    body = {"email": "somebody@acme.example"} | {member: value}
    document = problem(twin.call("POST /portal/sign-in-links", body), 422, "invalid_payload")
    assert document["errors"][0]["field"] == member


def test_known_and_unknown_get_the_same_answer_and_cost_the_same_calls(twin: Twin, add_contact: Add) -> None:
    add_contact("known")
    add_contact("left")
    twin.call("PATCH /contacts/left", {"active": False}, user="agent", headers={"If-Match": "1"})
    calls: list[tuple[str, str]] = []

    def watch(call: AwsCall) -> None:
        if call.service == "dynamodb":
            calls.append((call.operation, call.action))

    seen = []
    twin.functions.watchers.append(watch)
    for address in ("known", "unknown", "left"):
        calls.clear()
        answer = ask(twin, f"{address}@acme.example")
        headers = {name: value for name, value in answer.headers.items() if name != "X-Correlation-Id"}
        seen.append((answer.status, answer.body, headers, [*calls]))
    twin.functions.watchers.remove(watch)
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][0] == 202
    assert seen[0][1] == '{"valid_for_seconds":1800}'


def test_using_a_key_again_tells_nothing_either(twin: Twin, add_contact: Add) -> None:
    add_contact("probed")
    for address in ("probed@acme.example", "never-seen@acme.example"):
        key = f"probe-{address}"
        ask(twin, address, key=key)
        assert ask(twin, address, key=key).headers["Idempotent-Replayed"] == "true"
        problem(ask(twin, "another@acme.example", key=key), 409, "idempotency_key_reused")


def test_link_is_mailed_and_opens_the_portal(twin: Twin, add_account: Add, bus: Collection[dict[str, Any]]) -> None:
    add_account("acme")
    contact = {"contact_id": "buyer", "account_id": "acme", "name": "张三", "email": "buyer@acme.example"}
    twin.call("POST /contacts", contact, user="agent")
    ask(twin, "BUYER@Acme.example", locale="en")
    [message] = messages(twin, bus)
    link = message["facts"].pop("link")
    assert message == {
        "to": "buyer",
        "audience": "contact",
        "template": "portal_link",
        "subject_id": "buyer",
        "facts": {"name": "张三", "valid_for_minutes": 30},
        "channels": ["email"],
        "urgent": True,
    }
    assert link.startswith(twin.site.portal_url.partition("{")[0])
    assert link.endswith("&lang=en")
    expiry = twin.clock.now() + LASTING
    assert verified(twin, link, expiry - timedelta(seconds=1)) == {"sub": "buyer", "account": "acme"}
    assert verified(twin, link, expiry) is None
    event = twin.call("GET /contacts/buyer/timeline", user="agent").json["items"][0]
    assert (event["type"], event["actor"]["kind"]) == ("PortalLinkRequested", "public")
    assert event["data"].keys() == {"expires_at"}


def test_unknown_and_inactive_get_no_message(twin: Twin, add_contact: Add, bus: Collection[dict[str, Any]]) -> None:
    add_contact("gone")
    twin.call("PATCH /contacts/gone", {"active": False}, user="agent", headers={"If-Match": "1"})
    ask(twin, "gone@acme.example")
    ask(twin, "stranger@acme.example")
    assert messages(twin, bus) == []


def test_three_links_in_a_quarter_of_an_hour(twin: Twin, add_contact: Add, bus: Collection[dict[str, Any]]) -> None:
    add_contact("eager")
    answers = []
    for _ in range(5):
        answers.append(ask(twin, "eager@acme.example"))
        twin.advance(minutes=3)
    assert {(answer.status, answer.body) for answer in answers} == {(202, '{"valid_for_seconds":1800}')}
    assert len(messages(twin, bus)) == 3
    ask(twin, "eager@acme.example")
    assert len(messages(twin, bus)) == 4
    ask(twin, "eager@acme.example")
    assert len(messages(twin, bus)) == 4
