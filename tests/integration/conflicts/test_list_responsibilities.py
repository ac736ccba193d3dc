"""What was decided about who does what for a customer."""

from tests.integration.conflicts.conftest import Floor, unknown_account

LIST = "GET /accounts/acme/responsibility/history"


def test_an_unknown_customer_is_not_found(floor: Floor) -> None:
    unknown_account(floor, LIST)


def test_nothing_was_decided_at_first(floor: Floor) -> None:
    assert floor.does("guest", LIST) == {"items": [], "next_cursor": None}


def test_it_shows_every_version_newest_first_in_pages(floor: Floor) -> None:
    floor.resolves(floor.contested())
    floor.twin.advance(hours=5)
    floor.follows("extra")
    floor.resolves(floor.conflicts("open")[0]["conflict_id"], "extra", by="owner")
    first = floor.does("guest", f"{LIST}?limit=1")
    rest = floor.does("guest", f"{LIST}?limit=1&cursor={first['next_cursor']}")
    rows = first["items"] + rest["items"]
    assert [(each["version"], each["primary_owner_id"], each["decided_by"]) for each in rows] == [
        (2, "extra", "owner"),
        (1, "rep", "boss"),
    ]
    assert rows[1] == floor.does("guest", "GET /accounts/acme/responsibility?version=1")
