"""Listing who people in IM are."""

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import Connect, done, link


def test_what_is_refused(twin: Twin, connect: Connect) -> None:
    route = f"GET /im/connections/{connect('slack')}/identities"
    problem(twin.call(route, user="wang-qiang"), 403, "not_allowed")
    problem(twin.call("GET /im/connections/conn_none/identities", user="admin"), 404, "not_found")


def test_those_who_are_parted_are_not_among_them(twin: Twin, connect: Connect) -> None:
    connection_id, other = connect("slack", known=False), connect("feishu")
    made = []
    for number, user in enumerate(("li-lei", "zhang-min", "zhang-san")):
        made.append(link(twin, connection_id, f"U_{number}", user))
        twin.advance(seconds=1)
    twin.call(f"DELETE /im/identities/{made[1]}", user="admin")
    route = f"GET /im/connections/{connection_id}/identities?limit=1"
    first = done(twin.call(route, user="admin"))
    after = done(twin.call(f"{route}&cursor={first['next_cursor']}", user="admin"))
    assert [each["user_id"] for each in first["items"] + after["items"]] == ["li-lei", "zhang-san"]
    (only,) = done(twin.call(f"GET /im/connections/{other}/identities", user="admin"))["items"]
    assert only["im_user_id"] == "ou_wang"
