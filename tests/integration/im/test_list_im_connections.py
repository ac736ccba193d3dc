"""Listing connections."""

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import Connect, done


def test_it_is_for_administrators(twin: Twin) -> None:
    problem(twin.call("GET /im/connections"), 401, "not_signed_in")
    problem(twin.call("GET /im/connections", user="wang-qiang"), 403, "not_allowed")
    problem(twin.call("GET /im/connections?cursor=forged", user="admin"), 400, "invalid_cursor")


def test_the_oldest_comes_first_page_by_page(twin: Twin, connect: Connect) -> None:
    made = []
    for vendor in ("slack", "feishu", "dingtalk"):
        made.append(connect(vendor))
        twin.advance(seconds=1)
    first = done(twin.call("GET /im/connections?limit=2", user="admin"))
    after = done(twin.call(f"GET /im/connections?limit=2&cursor={first['next_cursor']}", user="admin"))
    assert [each["connection_id"] for each in first["items"] + after["items"]] == made
    assert after["next_cursor"] is None
