"""Who changed what of a colleague's record."""

from collections.abc import Callable

import pytest

from infra.local.twin import Answer, Twin
from tests.conftest import problem


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /users/admin/timeline"), 401, "not_signed_in")


def test_it_is_not_for_agents(twin: Twin, add_user: Callable[..., str]) -> None:
    user = add_user("timeline-1", "agent")
    problem(twin.call(f"GET /users/{user}/timeline", user=user), 403, "not_allowed")


def test_an_unknown_colleague_is_not_found(twin: Twin) -> None:
    problem(twin.call("GET /users/nobody-here/timeline", user="admin"), 404, "not_found")


def test_a_cursor_of_another_colleagues_is_refused(
    twin: Twin, add_user: Callable[..., str], edit: Callable[..., Answer]
) -> None:
    one, other = add_user("timeline-2", "agent"), add_user("timeline-3", "agent")
    edit(one, name="x")
    cursor = twin.call(f"GET /users/{one}/timeline?limit=1", user="admin").json["next_cursor"]
    problem(twin.call(f"GET /users/{other}/timeline?cursor={cursor}", user="admin"), 400, "invalid_cursor")


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_newest_first_page_by_page(
    twin: Twin, add_user: Callable[..., str], edit: Callable[..., Answer], limit: int
) -> None:
    user = add_user(f"timeline-4-{limit}", "agent")
    for number in range(3):
        edit(user, name=f"name {number}")
    twin.call(f"PUT /users/{user}/presence", {"presence": "online"}, user=user)
    seen, cursor = [], ""
    while True:
        page = twin.call(f"GET /users/{user}/timeline?limit={limit}{cursor}", user="admin").json
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    types = ["UserBecameAvailable", "UserPresenceChanged", "UserEdited", "UserEdited", "UserEdited", "UserCreated"]
    assert [each["type"] for each in seen] == types
    assert [each["aggregate_version"] for each in seen] == [5, 5, 4, 3, 2, 1]
    assert [each["actor"]["id"] for each in seen] == [user, user, *["admin"] * 4]
    assert len({each["id"] for each in seen}) == 6
