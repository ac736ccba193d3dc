"""Whether many may follow a customer."""

from tests.integration.conflicts.conftest import Floor, unknown_account

SHOW = "GET /accounts/acme/conflict-whitelist"


def test_an_unknown_customer_is_not_found(floor: Floor) -> None:
    unknown_account(floor, SHOW)


def test_a_customer_is_like_any_other_at_first(floor: Floor) -> None:
    assert floor.does("guest", SHOW) == {
        "account_id": "acme",
        "version": 0,
        "whitelisted": False,
        "reason": None,
        "by": None,
        "at": None,
        "until": None,
    }


def test_it_shows_who_said_so_why_and_until_when(floor: Floor) -> None:
    floor.does("owner", SHOW.replace("GET", "PUT"), {"reason": "重点协同", "until": "2026-03-03T02:00:00Z"})
    shown = floor.does("guest", SHOW)
    assert (shown["whitelisted"], shown["by"], shown["reason"]) == (True, "owner", "重点协同")
    assert (shown["at"], shown["until"]) == ("2026-03-02T02:00:00Z", "2026-03-03T02:00:00Z")
    floor.later("2026-03-03T02:00:00+00:00")
    shown = floor.does("guest", SHOW)
    assert (shown["whitelisted"], shown["reason"]) == (False, None), "though its timer has not fired yet"
