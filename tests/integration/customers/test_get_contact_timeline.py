"""A contact's timeline."""

from collections.abc import Callable
from typing import Any

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.customers.conftest import Add


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /contacts/buyer/timeline"), 401, "not_signed_in")


def test_unknown_id_is_not_found_and_neither_is_an_account(twin: Twin, add_account: Add) -> None:
    add_account("acme")
    problem(twin.call("GET /contacts/cont_none/timeline", user="agent"), 404, "not_found")
    problem(twin.call("GET /contacts/acme/timeline", user="agent"), 404, "not_found")


def test_newest_first_in_pages(twin: Twin, add_contact: Add, pages: Callable[..., list[list[dict[str, Any]]]]) -> None:
    add_contact("buyer")
    for version, name in enumerate(("张三", "张敏", "王强", "李雷"), start=1):
        headers = {"If-Match": str(version)}
        assert twin.call("PATCH /contacts/buyer", {"name": name}, user="agent", headers=headers).status == 200
    rows = [row for page in pages("/contacts/buyer/timeline", 2) for row in page]
    assert [row["aggregate_version"] for row in rows] == [5, 4, 3, 2, 1]
    assert rows[0]["data"] == {"changes": {"name": ["王强", "李雷"]}}
    assert rows[0]["actor"] == {"kind": "staff", "id": "agent"}
