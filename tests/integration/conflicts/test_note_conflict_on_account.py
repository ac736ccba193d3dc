"""What happens among the followers of a customer, noted on it."""

from typing import Any

from tests.integration.conflicts.conftest import Floor

OURS = ("ConflictOpened", "ConflictResolved", "ConflictClosed", "AccountWhitelisted", "AccountUnlisted")


def noted(floor: Floor) -> list[tuple[str, str]]:
    """Return what was noted of us, oldest first."""
    items: list[dict[str, Any]] = floor.does("rep", "GET /accounts/acme/timeline?limit=100")["items"]
    found = [each["data"] for each in items[::-1] if each["type"] == "AccountActivityNoted"]
    return [(each["kind"], each["title"]) for each in found if each["kind"] in OURS]


def test_each_is_noted_once(floor: Floor) -> None:
    conflict_id = floor.contested()
    floor.twin.advance(hours=5)
    floor.resolves(conflict_id)
    floor.twin.advance(minutes=1)
    floor.follows("extra")
    floor.twin.advance(minutes=1)
    floor.does("boss", "PUT /accounts/acme/conflict-whitelist", {"reason": "重点协同"})
    event = next(each for each in floor.twin.pump.events if each["type"] == "ConflictResolved")
    detail = {name: each for name, each in event.items() if name != "source"}
    floor.invoke("note_conflict_on_account", {"source": "crm.conflicts", "detail": detail})
    assert noted(floor)[:3] == [
        ("ConflictOpened", "Care, Rep, Success"),
        ("ConflictResolved", "Rep"),
        ("ConflictOpened", "Care, Rep, Success, Extra"),
    ]
    assert sorted(noted(floor)[3:]) == [("AccountWhitelisted", "重点协同"), ("ConflictClosed", "whitelisted")]


def test_who_said_so_stands_in_the_timeline(floor: Floor) -> None:
    floor.does("owner", "PUT /accounts/acme/conflict-whitelist", {"reason": "重点协同"})
    floor.twin.advance(minutes=1)
    floor.does("boss", "DELETE /accounts/acme/conflict-whitelist")
    assert [kind for kind, _ in noted(floor)] == ["AccountWhitelisted", "AccountUnlisted"]
