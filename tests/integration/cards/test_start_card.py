"""Beginning with a card."""

from tests.integration.cards.conftest import (
    Office,
    happens_once,
    needs,
    not_when,
    only_for_the_concerned,
    refuses_stale,
)


def test_it_is_for_who_is_asked(office: Office, card: str) -> None:
    only_for_the_concerned(office, card, "start", None)
    needs(office, card, "start", None, "zhao", "peer", "chief", "qa")
    refuses_stale(office, "zhang", card, "start", None)


def test_beginning_is_taking_it_on(office: Office, card: str) -> None:
    started = happens_once(office, "zhang", card, "start")
    assert started["status"] == "in_progress"
    assert started["accepted_at"] == started["started_at"] == "2026-03-02T02:00:00Z"
    assert [each["status"] for each in office.inbox("zhang")] == ["in_progress"]
    not_when(
        office,
        "in_progress",
        "zhang",
        f"POST /collab-cards/{card}/start",
        None,
        *("progress", "complete", "decline", "reassign", "cancel"),
    )
