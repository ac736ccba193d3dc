"""What is due for a card."""

from tests.integration.cards.conftest import Office


def fire(office: Office, card: str) -> None:
    office.invoke("fire_due_card", {"aggregate_id": card, "due_at": "2026-03-02T05:00:00+00:00"})
    office.twin.settle()


def test_too_early_nothing_happens(office: Office, card: str) -> None:
    before = office.stored()
    fire(office, card)
    assert office.stored() == before


def test_its_assignee_is_reminded_once_before_it_is_expected(office: Office, card: str) -> None:
    assert [each[:16] for each in office.timers(card)] == ["2026-03-02T05:00"]
    office.twin.advance(hours=3, minutes=1)
    fire(office, card)
    assert len(office.told("zhang", "card_reminder")) == 1
    assert office.kinds(card)[-1] == "CardReminded"
    assert [each[:16] for each in office.timers(card)] == ["2026-03-02T06:00"]


def test_who_asked_and_who_was_asked_are_told_once_that_it_is_overdue(office: Office, card: str) -> None:
    office.twin.advance(hours=4, minutes=1)
    fire(office, card)
    for who in ("zhang", "zhao"):
        assert len(office.told(who, "card_overdue")) == 1
        assert office.told(who, "task_overdue") == [], "the card itself has told them"
    assert office.events(card)[-1]["data"]["told"] == ["zhang", "zhao"]
    assert (office.card(card)["overdue"], office.timers(card)) == (True, [])


def test_who_is_away_is_stood_in_for(office: Office, card: str) -> None:
    office.goes_away("zhang", "2026-03-02T05:30:00Z")
    office.twin.advance(hours=3, minutes=1)
    assert len(office.told("peer", "card_reminder")) == 1
    assert office.told("zhang", "card_reminder") == []


def test_what_is_done_reminds_nobody(office: Office, card: str) -> None:
    office.act("zhang", card, "complete", {"result": "已修复"})
    office.later("2026-03-02T05:30:00+00:00")
    fire(office, card)
    assert office.told("zhang", "card_reminder") == []


def test_who_decides_is_reminded_as_often_as_the_policy_has_it(office: Office, pending: str) -> None:
    assert [each[:16] for each in office.timers(pending)] == ["2026-03-02T06:00"]
    office.twin.advance(hours=4, minutes=1)
    assert len(office.told("head", "card_approval")) == 2
    office.twin.advance(days=5)
    assert len(office.told("head", "card_approval")) == 4
    assert (office.timers(pending), office.told("zhang", "card_reminder")) == ([], [])
    assert office.card(pending)["status"] == "pending_approval"


def test_where_anybody_with_the_role_decides_those_of_the_teams_are_reminded(office: Office) -> None:
    office.asks("head", account_id="secret")
    office.twin.advance(hours=4, minutes=1)
    assert len(office.told("chief", "card_approval")) == 2
