"""What people say of a card in its conversation."""

import pytest

from tests.integration.cards.conftest import THREAD, Office


@pytest.fixture
def asked(office: Office) -> str:
    """The id of a card that comes from the conversation."""
    return office.instructs()


@pytest.mark.parametrize("who", ["zhao", "peer", "outsider"])
def test_who_is_not_asked_is_refused_politely_and_once(office: Office, asked: str, who: str) -> None:
    for _ in range(2):
        office.says(who, "accept", asked)
    assert office.card(asked)["status"] == "open"
    assert office.in_thread() == ["card_created", "card_action_refused"]


@pytest.mark.parametrize(
    ("card_id", "who", "reason"),
    [(None, "zhao", "not_your_card"), ("card_none", "zhang", "no_card")],
)
def test_the_refusal_is_logged_with_its_reason(office: Office, asked: str, card_id: str, who: str, reason: str) -> None:
    office.twin.pump.events.clear()
    office.says(who, "accept", card_id)
    (refused,) = [each for each in office.twin.pump.events if each["type"] == "CardActionRefused"]
    assert (refused["data"]["reason"], refused["data"]["actor_id"]) == (reason, who)


def test_what_the_status_does_not_allow_is_refused(office: Office, asked: str) -> None:
    office.act("zhang", asked, "decline", {"reason": "请找同事"})
    office.says("zhang", "start", asked)
    assert office.card(asked)["status"] == "declined"
    assert office.in_thread()[-1] == "card_action_refused"


@pytest.mark.requirement("R-265")
def test_rights_are_those_of_the_crm(office: Office) -> None:
    # Without the right to the account nothing is made, and it is logged.
    office.hears(
        "open_requested_card",
        "CardRequested",
        {
            "instruction_id": "ins_9",
            "provider": "wecom",
            "thread_id": THREAD,
            "message_id": "msg-9",
            "requested_by": "outsider",
            "assignee_id": "zhang",
            "account_id": "acme",
            "title": "查看合同",
            "text": "@客服-张敏 查看合同",
            "priority": "normal",
        },
    )
    assert office.cards() == []
    timeline = office.does("zhao", "GET /accounts/acme/timeline")["items"]
    (logged,) = [each["data"] for each in timeline if each["type"] == "AccountActivityNoted"]
    assert (logged["kind"], logged["title"]) == ("CardRefused", "查看合同 (account_forbidden)")
    # Who was deactivated does nothing in a conversation either.
    card = office.instructs()
    office.leaves("zhang")
    office.says("zhang", "complete", card)
    assert office.card(card)["status"] == "open"
    assert office.in_thread() == ["card_refused", "card_created", "card_action_refused"]


@pytest.mark.requirement("R-262")
def test_progress_is_in_step_both_ways(office: Office, asked: str) -> None:
    # IM → CRM, and heard twice it happens once.
    for _ in range(2):
        office.says("zhang", "accept", asked)
    assert office.card(asked)["status"] == "accepted"
    assert office.in_thread() == ["card_created", "card_progress"]
    # CRM → IM, and repeated it is told once.
    for _ in range(2):
        office.does("zhang", f"POST /collab-cards/{asked}/start", Idempotency_Key="start-once")
    assert office.in_thread() == ["card_created", "card_progress", "card_progress"]
    # And done in IM again, in words.
    for _ in range(2):
        office.says("zhang", "complete", text="已完成，客户确认恢复", number=2)
    shown = office.card(asked)
    assert (shown["status"], shown["result"]) == ("done", "已完成，客户确认恢复")
    assert office.in_thread() == ["card_created", "card_progress", "card_progress", "card_done"]
    done = office.events(asked)
    assert [(each["type"], each["data"].get("via"), each["actor"]["id"]) for each in done] == [
        ("CardOpened", None, "zhao"),
        ("CardAccepted", "im", "zhang"),
        ("CardStarted", None, "zhang"),
        ("CardCompleted", "im", "zhang"),
    ]
    assert office.inbox("zhang") == []


@pytest.mark.parametrize(
    ("action", "status"),
    [("accept", "accepted"), ("start", "in_progress"), ("complete", "done"), ("decline", "declined")],
)
def test_a_button_that_is_pressed_again_needs_no_answer(office: Office, asked: str, action: str, status: str) -> None:
    office.says("zhang", action, asked, number=1)
    said = office.in_thread()
    office.says("zhang", action, asked, number=2)
    assert (office.card(asked)["status"], office.in_thread()) == (status, said)


def test_words_are_about_what_is_open_and_ones_own(office: Office) -> None:
    office.instructs(instruction_id="ins_of_peer", assignee_id="peer", priority="urgent")
    done = office.instructs(instruction_id="ins_done", priority="urgent")
    office.act("zhang", done, "complete", {"result": "已修复"})
    mine = office.instructs()
    office.says("zhang", "start")
    assert office.card(mine)["status"] == "in_progress"


def test_where_nobody_asked_for_anything_words_are_words(office: Office) -> None:
    before = office.stored()
    office.says("zhang", "complete", text="完成了")
    assert office.stored() == before


def test_a_button_says_why_without_words(office: Office, asked: str) -> None:
    office.says("zhang", "decline", asked)
    assert office.card(asked)["reason"] == "decline"


def test_what_waits_for_approval_is_in_no_conversation(office: Office) -> None:
    card = office.instructs(account_id="secret")
    office.says("zhang", "accept")
    assert office.in_thread() == []
    office.says("zhang", "accept", card, number=2)
    assert office.in_thread() == ["card_action_refused"]
    assert office.card(card)["status"] == "pending_approval"
