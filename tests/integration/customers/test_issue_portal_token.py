"""Letting a contact into the portal."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import pytest

from crm.core import environment, packing, tokens
from crm.core.identity import PORTAL
from infra.local.resources import client
from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add


def issue(twin: Twin, contact_id: str, user: str | None = "agent", key: str | None = None) -> Any:
    headers = {"Idempotency-Key": key} if key else None
    return twin.call(f"POST /contacts/{contact_id}/portal-tokens", user=user, headers=headers)


def verified(twin: Twin, token: str, now: datetime) -> dict[str, str] | None:
    with environment.only({"SECRET_SIGNING": twin.site.secret("signing"), "CACHE_SECONDS": "0"}):
        return tokens.verify(PORTAL, token, now)


def test_anonymous_and_readers_are_refused(twin: Twin, add_contact: Add) -> None:
    add_contact("closed")
    problem(issue(twin, "closed", user=None), 401, "not_signed_in")
    for role in ("qa_supervisor", "knowledge_manager"):
        problem(issue(twin, "closed", user=role), 403, "not_allowed")


def test_unknown_id_is_not_found(twin: Twin) -> None:
    problem(issue(twin, "cont_none"), 404, "not_found")


def test_inactive_contact_is_refused(twin: Twin, add_contact: Add) -> None:
    add_contact("left")
    twin.call("PATCH /contacts/left", {"active": False}, user="agent", headers={"If-Match": "1"})
    problem(issue(twin, "left"), 409, "contact_inactive")


@pytest.mark.parametrize("role", ["integration", "agent", "supervisor", "admin"])
def test_token_opens_the_portal_for_twelve_hours(twin: Twin, add_contact: Add, add_account: Add, role: str) -> None:
    account = add_account(f"acme-{role}")["account_id"]
    add_contact(f"buyer-{role}", account_id=account, locale="en")
    answer = issue(twin, f"buyer-{role}", user=role)
    assert answer.status == 201, answer.body
    token, expires_at = answer.json["token"], datetime.fromisoformat(answer.json["expires_at"])
    assert expires_at == twin.clock.now() + timedelta(hours=12)
    assert answer.json["portal_url"] == f"{twin.site.portal_url.replace('{token}', token)}&lang=en"
    claims = verified(twin, token, expires_at - timedelta(seconds=1))
    assert claims == {"sub": f"buyer-{role}", "account": account}
    assert verified(twin, token, expires_at) is None


def test_contact_without_account_has_none_in_the_token(twin: Twin, add_contact: Add) -> None:
    add_contact("alone")
    token = issue(twin, "alone").json["token"]
    assert verified(twin, token, twin.clock.now()) == {"sub": "alone"}


def test_issue_is_audited_and_the_token_kept_nowhere(
    twin: Twin, add_contact: Add, bus: Collection[dict[str, Any]]
) -> None:
    add_contact("audited")
    token = issue(twin, "audited", user="supervisor").json["token"]
    event = twin.call("GET /contacts/audited/timeline", user="agent").json["items"][0]
    assert (event["type"], event["actor"]["id"]) == ("PortalTokenIssued", "supervisor")
    assert event["data"].keys() == {"expires_at", "account_id"}
    twin.settle()
    assert "PortalTokenIssued" in {each["type"] for each in bus}
    signature = token.rpartition(".")[2]
    assert signature not in json.dumps(list(bus))
    rows = client("dynamodb").scan(TableName=twin.site.table("customers"))["Items"]
    packed = [value["B"] for row in rows if row["kind"]["S"] != "once" for value in row.values() if "B" in value]
    assert packed
    assert not any(signature.encode() in packing.inflate(each) for each in packed)


def test_repeated_key_answers_with_the_same_token(twin: Twin, add_contact: Add) -> None:
    add_contact("twice")
    add_contact("thrice")
    first, again = issue(twin, "twice", key="portal-token-1"), issue(twin, "twice", key="portal-token-1")
    assert (again.status, again.json) == (201, first.json)
    assert len(twin.call("GET /contacts/twice/timeline", user="agent").json["items"]) == 2
    problem(issue(twin, "thrice", key="portal-token-1"), 409, "idempotency_key_reused")
