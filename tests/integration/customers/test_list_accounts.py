"""Listing and searching accounts."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add


def found(twin: Twin, query: str) -> list[str]:
    answer = twin.call(f"GET /accounts?{query}", user="qa_supervisor")
    assert answer.status == 200, answer.body
    return [each["account_id"] for each in answer.json["items"]]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /accounts"), 401, "not_signed_in")


def test_bad_limit_and_cursor_are_refused(twin: Twin) -> None:
    document = problem(twin.call("GET /accounts?limit=101", user="agent"), 422, "invalid_payload")
    assert document["errors"][0]["field"] == "limit"
    problem(twin.call("GET /accounts?cursor=AAAA", user="agent"), 400, "invalid_cursor")


def test_one_filter_at_a_time(twin: Twin) -> None:
    answer = twin.call("GET /accounts?search=acme&owner_id=agent", user="agent", headers={"Accept-Language": "en"})
    assert problem(answer, 422, "filters_exclusive")["facts"] == {"field": "owner_id", "other": "search"}


def test_search_by_name_and_reference(twin: Twin, add_account: Add) -> None:
    add_account("hongda", name="宏达集团", external_ref="ERP-0815")
    add_account("acme-search", name="ＡＣＭＥ Ｌｔｄ")
    assert found(twin, f"search={quote('宏达')}") == ["hongda"]
    assert found(twin, f"search={quote('宏 达')}") == ["hongda"]
    assert found(twin, "search=acme%20l") == ["acme-search"]
    assert found(twin, f"search={quote('ａｃｍｅｌ')}") == ["acme-search"]
    assert found(twin, "search=erp-08") == ["hongda"]
    assert found(twin, f"search={quote('集团')}") == []
    assert found(twin, "search=%20") == []


def test_account_is_found_once_over_all_pages(
    twin: Twin, add_account: Add, pages: Callable[..., list[list[dict[str, Any]]]]
) -> None:
    names = [f"double-{number}" for number in range(3)]
    for name in names:
        add_account(name, external_ref=f"{name}-ref")
    rows = [row["account_id"] for page in pages("/accounts?search=double", 1) for row in page]
    assert rows == names


def test_by_owner_and_by_parent(twin: Twin, add_account: Add) -> None:
    add_account("top")
    add_account("sub-b", parent_id="top", name="B Ltd", owner_id="supervisor")
    add_account("sub-a", parent_id="top", name="a Ltd", owner_id="supervisor")
    add_account("sub-sub", parent_id="sub-a")
    assert found(twin, "parent_id=top") == ["sub-a", "sub-b"]
    assert found(twin, "owner_id=supervisor") == ["sub-a", "sub-b"]
    assert found(twin, "owner_id=nobody") == []
    patch = {"parent_id": None, "owner_id": "agent"}
    assert twin.call("PATCH /accounts/sub-b", patch, user="admin", headers={"If-Match": "1"}).status == 200
    assert found(twin, "parent_id=top") == ["sub-a"]
    assert found(twin, "owner_id=supervisor") == ["sub-a"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_lose_and_repeat_nothing(
    twin: Twin, add_account: Add, pages: Callable[..., list[list[dict[str, Any]]]], limit: int
) -> None:
    parent = add_account(f"paged-{limit}")["account_id"]
    for number in range(7):
        add_account(f"{parent}-{number}", parent_id=parent, name="同名" if number % 2 else f"客户{number}")
    read = pages(f"/accounts?parent_id={parent}", limit)
    assert all(len(page) <= limit for page in read)
    rows = [row["account_id"] for page in read for row in page]
    assert sorted(rows) == [f"{parent}-{number}" for number in range(7)]
    everything = [row["account_id"] for page in pages("/accounts", limit) for row in page]
    assert len(everything) == len(set(everything))
    assert set(rows) < set(everything)


def test_cursor_belongs_to_its_list(twin: Twin, add_account: Add) -> None:
    add_account("cursor-a", parent_id=add_account("cursor")["account_id"])
    add_account("cursor-b", parent_id="cursor")
    cursor = twin.call("GET /accounts?parent_id=cursor&limit=1", user="agent").json["next_cursor"]
    problem(twin.call(f"GET /accounts?limit=1&cursor={cursor}", user="agent"), 400, "invalid_cursor")
