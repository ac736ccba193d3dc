"""Recording consents, and keeping what was said before."""

from typing import Any

import pytest

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add

GRANTED = {
    "channel": "email",
    "purpose": "marketing",
    "status": "granted",
    "source": "web-form",
    "evidence": "勾选「同意接收活动信息」",
}


def record(twin: Twin, contact_id: str, body: Any, user: str | None = "agent", **headers: str) -> Any:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return twin.call(f"POST /contacts/{contact_id}/consents", body, user=user, headers=sent)


def test_anonymous_and_readers_are_refused(twin: Twin, add_contact: Add) -> None:
    add_contact("closed")
    problem(record(twin, "closed", GRANTED, user=None), 401, "not_signed_in")
    for role in ("qa_supervisor", "knowledge_manager"):
        problem(record(twin, "closed", GRANTED, user=role), 403, "not_allowed")


def test_unknown_id_is_not_found(twin: Twin) -> None:
    problem(record(twin, "cont_none", GRANTED), 404, "not_found")


@pytest.mark.parametrize("member", ["channel", "purpose", "status", "source"])
def test_bad_and_missing_members_are_named(twin: Twin, member: str) -> None:
    bad = record(twin, "any", GRANTED | {member: ""})
    assert problem(bad, 422, "invalid_payload")["errors"][0]["field"] == member
    missing = record(twin, "any", {name: value for name, value in GRANTED.items() if name != member})
    assert problem(missing, 422, "invalid_payload")["errors"][0]["field"] == member


def test_stale_version_is_refused(twin: Twin, add_contact: Add) -> None:
    add_contact("stale")
    problem(record(twin, "stale", GRANTED, If_Match="7"), 409, "stale_version")


def test_repeated_key_records_once(twin: Twin, add_contact: Add) -> None:
    add_contact("once")
    first = record(twin, "once", GRANTED, Idempotency_Key="consent-once-1")
    again = record(twin, "once", GRANTED, Idempotency_Key="consent-once-1")
    assert (first.status, again.status) == (201, 201)
    assert again.json == first.json
    problem(
        record(twin, "once", GRANTED | {"channel": "sms"}, Idempotency_Key="consent-once-1"),
        409,
        "idempotency_key_reused",
    )
    assert len(twin.call("GET /contacts/once/timeline", user="agent").json["items"]) == 2


def test_history_keeps_every_word(twin: Twin, add_contact: Add) -> None:
    add_contact("history")
    record(twin, "history", GRANTED)
    twin.advance(days=1)
    withdrawn = {"channel": "email", "purpose": "marketing", "status": "withdrawn", "source": "call"}
    record(twin, "history", withdrawn, user="supervisor")
    answer = record(twin, "history", GRANTED | {"channel": "sms", "purpose": "service"})
    now = answer.json["consents"]
    assert [(each["channel"], each["purpose"], each["status"]) for each in now] == [
        ("email", "marketing", "withdrawn"),
        ("sms", "service", "granted"),
    ]
    events = twin.call("GET /contacts/history/timeline", user="qa_supervisor").json["items"]
    assert [event["type"] for event in events] == ["ConsentRecorded"] * 3 + ["ContactCreated"]
    _, second, first, _ = (event["data"] for event in events)
    assert first["before"] is None
    assert first["after"]["evidence"] == GRANTED["evidence"]
    assert second["before"] == first["after"]
    assert (second["after"]["source"], second["after"]["evidence"]) == ("call", None)
    assert second["after"]["recorded_at"] > first["after"]["recorded_at"]
    assert events[1]["actor"] == {"kind": "staff", "id": "supervisor"}
