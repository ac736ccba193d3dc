"""Finding whose weekly lists are to be made."""

from typing import Any

from tests.integration.cadence.conftest import Office


def page(office: Office, after: str | None = None, owner_ids: tuple[str, ...] = (), team_id: str = "sales") -> Any:
    task = {"team_id": team_id, "after": after, "owner_ids": list(owner_ids)}
    return office.invoke("list_cadence_owners", {"task": task, "correlation_id": "test"})


def test_a_team_is_taken_page_by_page(office: Office) -> None:
    for number in range(60):
        body = {
            "user_id": f"more-{number:02d}",
            "name": "more",
            "roles": ["agent"],
            "email": f"more-{number}@kairos.example",
        }
        office.does("admin", "POST /users", body | {"team_id": "sales"})
    first = page(office)
    assert (len(first["owner_ids"]), first["next"] is None) == (50, False)
    rest = page(office, first["next"])
    assert rest["next"] is None
    found = first["owner_ids"] + rest["owner_ids"]
    assert sorted(found) == sorted(["lead", "rep", "peer", *(f"more-{number:02d}" for number in range(60))])


def test_those_without_a_team_are_found_too(office: Office) -> None:
    assert set(page(office, team_id="-")["owner_ids"]) == {"boss"}


def test_those_who_failed_are_tried_alone(office: Office) -> None:
    assert page(office, None, ("peer",)) == {"owner_ids": ["peer"], "next": None}
