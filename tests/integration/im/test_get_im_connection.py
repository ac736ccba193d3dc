"""Showing a connection."""

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import Connect, done


def test_it_is_for_administrators(twin: Twin, connect: Connect) -> None:
    route = f"GET /im/connections/{connect('slack')}"
    problem(twin.call(route), 401, "not_signed_in")
    problem(twin.call(route, user="li-lei"), 403, "not_allowed")
    problem(twin.call("GET /im/connections/conn_none", user="admin"), 404, "not_found")


def test_it_says_what_the_provider_calls_it_and_nothing_secret(twin: Twin, connect: Connect) -> None:
    shown = done(twin.call(f"GET /im/connections/{connect('wecom')}", user="admin"))
    assert (shown["vendor"], shown["application"]) == ("wecom", "ww-kairos:1000002")
    assert set(shown) == {
        *("connection_id", "version", "vendor", "name", "application", "webhook_path", "per_minute", "active"),
        *("previous_credentials_until", "created_by", "created_at"),
    }
