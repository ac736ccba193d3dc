"""Listing and searching contacts."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add

Pages = Callable[..., list[list[dict[str, Any]]]]


def found(twin: Twin, query: str) -> list[str]:
    answer = twin.call(f"GET /contacts?{query}", user="knowledge_manager")
    assert answer.status == 200, answer.body
    return [each["contact_id"] for each in answer.json["items"]]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /contacts"), 401, "not_signed_in")


def test_bad_limit_and_cursor_are_refused(twin: Twin) -> None:
    document = problem(twin.call("GET /contacts?limit=0", user="agent"), 422, "invalid_payload")
    assert document["errors"][0]["field"] == "limit"
    problem(twin.call("GET /contacts?cursor=AAAA", user="agent"), 400, "invalid_cursor")


def test_one_filter_at_a_time(twin: Twin) -> None:
    answer = twin.call("GET /contacts?search=a&account_id=acme", user="agent")
    assert problem(answer, 422, "filters_exclusive")["facts"] == {"field": "account_id", "other": "search"}


@pytest.mark.parametrize(
    "term",
    [
        "张",
        "张三",
        "ＺＳ＠Ａｃｍｅ",
        "zs@acme.example",
        "+86138",
        "13800 1380",
        "１３８００",
        "shop-77",
        "ＳＨＯＰ－７７",
    ],
)
def test_search_by_whatever_is_known(twin: Twin, term: str) -> None:
    body = {
        "contact_id": "zs",
        "name": "张三",
        "email": "zs@acme.example",
        "phone": "13800138077",
        "external_ref": "SHOP-77",
    }
    twin.call("POST /contacts", body, user="agent", headers={"Idempotency-Key": "add-zs-once"})
    assert found(twin, f"search={quote(term)}") == ["zs"]


def test_search_looks_at_beginnings_only(twin: Twin, add_contact: Add) -> None:
    add_contact("inner", name="Middle Part")
    assert found(twin, "search=part") == []
    assert found(twin, f"search={quote('　')}") == []


def test_search_pages_show_each_once(add_contact: Add, pages: Pages) -> None:
    ids = [f"twice-{number}" for number in range(5)]
    for each in ids:
        add_contact(each)
    for limit in (1, 2, 3):
        rows = [row["contact_id"] for page in pages("/contacts?search=twice", limit) for row in page]
        assert sorted(rows) == ids


def test_contacts_of_an_account(twin: Twin, add_account: Add, add_contact: Add, pages: Pages) -> None:
    add_account("acme")
    add_account("other")
    for number in range(5):
        add_contact(f"of-acme-{number}", account_id="acme", name="王强")
    add_contact("of-other", account_id="other")
    rows = [row["contact_id"] for page in pages("/contacts?account_id=acme", 2) for row in page]
    assert rows == [f"of-acme-{number}" for number in range(5)]
    moved = twin.call("PATCH /contacts/of-acme-0", {"account_id": "other"}, user="agent", headers={"If-Match": "1"})
    assert moved.status == 200
    assert found(twin, "account_id=other") == ["of-other", "of-acme-0"]
    assert len(found(twin, "account_id=acme")) == 4
    everybody = [row["contact_id"] for page in pages("/contacts", 3) for row in page]
    assert len(everybody) == len(set(everybody))
    assert {"of-other", "of-acme-0", "of-acme-4"} < set(everybody)
