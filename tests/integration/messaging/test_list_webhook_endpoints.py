"""The systems that hear of events."""

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /webhook-endpoints"), 401, "not_signed_in")


def test_only_administrators(twin: Twin) -> None:
    problem(twin.call("GET /webhook-endpoints", user="supervisor"), 403, "not_allowed")


def test_the_oldest_first_in_pages(twin: Twin, calls: list[AwsCall]) -> None:
    made = []
    for number in range(3):
        twin.advance(seconds=1)
        body = {"url": f"https://shop.example.com/{number}", "event_types": ["*"]}
        made.append(twin.call("POST /webhook-endpoints", body, user="chief").json["endpoint"]["endpoint_id"])
    calls.clear()
    first = twin.call("GET /webhook-endpoints?limit=2", user="chief").json
    assert [call.action for call in calls] == ["GetItem", "Query"]
    rest = twin.call(f"GET /webhook-endpoints?limit=2&cursor={first['next_cursor']}", user="chief").json
    assert [each["endpoint_id"] for each in first["items"] + rest["items"]] == made
    assert rest["next_cursor"] is None
