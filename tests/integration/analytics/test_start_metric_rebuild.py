"""Beginning to rebuild the counters."""

from crm.analytics.requests import KINDS
from tests.conftest import problem
from tests.integration.analytics.conftest import Library

ROUTE = "POST /metric-rebuilds"


def test_it_is_for_administrators(library: Library) -> None:
    problem(library.call(None, ROUTE, {}), 401, "not_signed_in")
    for who in ("rep", "lead", "qa"):
        problem(library.call(who, ROUTE, {}), 403, "not_allowed")
    for body in ({"kinds": []}, {"kinds": ["weather"]}, {"speed": "fast"}):
        problem(library.call("admin", ROUTE, body), 422, "invalid_payload")


def test_all_is_counted_unless_it_is_said_what(library: Library) -> None:
    first = library.call("admin", ROUTE, {}, Idempotency_Key="once-and-only-once")
    assert first.status == 202
    assert first.json["left"] == first.json["kinds"] == list(KINDS)
    assert first.json["finished_at"] is None
    again = library.call("admin", ROUTE, {}, Idempotency_Key="once-and-only-once")
    assert (again.headers["Idempotent-Replayed"], again.json) == ("true", first.json)
    few = library.does("admin", ROUTE, {"kinds": ["case", "case", "task"]})
    assert few["kinds"] == ["case", "task"]
