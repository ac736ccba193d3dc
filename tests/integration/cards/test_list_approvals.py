"""What waits for approval."""

from tests.conftest import problem
from tests.integration.cards.conftest import Office


def waiting(office: Office, who: str) -> list[str]:
    return [each["card"]["card_id"] for each in office.does(who, "GET /approvals")["items"]]


def test_it_needs_a_sign_in(office: Office) -> None:
    problem(office.call(None, "GET /approvals"), 401, "not_signed_in")


def test_it_waits_for_the_manager_of_the_accounts_owner(office: Office, pending: str) -> None:
    assert waiting(office, "head") == [pending]
    assert [waiting(office, who) for who in ("chief", "zhao", "zhang")] == [[], [], []]
    (row,) = office.does("head", "GET /approvals")["items"]
    assert office.card(pending)["approval"]["approval_id"] == row["approval_id"]


def test_who_asked_does_not_decide(office: Office) -> None:
    card = office.asks("head", account_id="secret")
    assert office.card(card)["approval"]["approver_id"] is None
    assert waiting(office, "head") == []
    assert waiting(office, "chief") == [card]


def test_it_may_wait_for_whoever_has_a_role(office: Office) -> None:
    office.set_policy(approver="role", approver_role="qa_supervisor")
    office.twin.advance(minutes=2)
    card = office.asks(account_id="secret")
    assert (waiting(office, "qa"), waiting(office, "head")) == ([card], [])


def test_the_longest_waiting_come_first_page_by_page(office: Office) -> None:
    cards = []
    for _ in range(3):
        cards.append(office.asks(account_id="secret"))
        office.twin.advance(minutes=1)
    first = office.does("head", "GET /approvals?limit=2")
    second = office.does("head", f"GET /approvals?limit=2&cursor={first['next_cursor']}")
    assert [each["card"]["card_id"] for each in first["items"] + second["items"]] == cards
    assert second["next_cursor"] is None
