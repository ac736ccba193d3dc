"""Keeping the cards' schedules in step."""

from tests.integration.cards.conftest import Office


def test_there_is_one_for_what_comes_next(office: Office, card: str) -> None:
    assert [each[:16] for each in office.timers(card)] == ["2026-03-02T05:00"], "an hour before it is expected"
    office.twin.advance(hours=3, minutes=1)
    assert [each[:16] for each in office.timers(card)] == ["2026-03-02T06:00"], "when it is expected"
    office.twin.advance(hours=1)
    assert office.timers(card) == []


def test_what_waits_for_approval_has_one_until_it_is_decided(office: Office, pending: str) -> None:
    assert [each[:16] for each in office.timers(pending)] == ["2026-03-02T06:00"]
    approval = office.card(pending)["approval"]["approval_id"]
    office.does("head", f"POST /approvals/{approval}/reject", {"reason": "暂缓"})
    assert office.timers(pending) == []


def test_what_is_over_has_none(office: Office, card: str) -> None:
    office.act("zhang", card, "complete", {"result": "已修复"})
    assert office.timers(card) == []
