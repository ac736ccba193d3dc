"""Asking for something by hand."""

import pytest

from tests.conftest import problem
from tests.integration.cards.conftest import ASK, KEY, NOW, Office

CARDS = "POST /collab-cards"


def test_it_needs_a_sign_in(office: Office) -> None:
    problem(office.call(None, CARDS, ASK), 401, "not_signed_in")


@pytest.mark.parametrize("member", ["card_type", "title", "assignee_id"])
def test_it_needs_what_makes_it_a_card(office: Office, member: str) -> None:
    body = {name: value for name, value in ASK.items() if name != member}
    refused = problem(office.call("zhao", CARDS, body), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == [member]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"card_type": "gardening"}, "card_type_unknown"),
        ({"assignee_id": "nobody"}, "card_assignee_unknown"),
        ({"account_id": "acct_none"}, "card_account_unknown"),
        ({"expected_at": NOW}, "expected_out_of_reach"),
        ({"expected_at": "2036-03-02T02:00:00Z"}, "expected_out_of_reach"),
    ],
)
def test_what_it_names_must_exist(office: Office, members: dict[str, str], code: str) -> None:
    before = office.stored()
    refused = problem(office.call("zhao", CARDS, ASK | members), 422, code)
    assert refused["facts"]["field"] == next(iter(members))
    assert office.stored() == before


def test_who_left_is_asked_for_nothing(office: Office) -> None:
    office.leaves("zhang")
    problem(office.call("zhao", CARDS, ASK), 422, "card_assignee_unknown")


def test_it_is_for_who_has_the_right_to_the_account(office: Office) -> None:
    refused = problem(office.call("outsider", CARDS, ASK), 403, "account_not_yours")
    assert refused["facts"] == {"id": "acme"}
    office.set_policy(account_rights="everybody")
    office.twin.advance(minutes=2)
    assert office.call("outsider", CARDS, ASK).status == 201


def test_the_assignee_has_it_at_once(office: Office) -> None:
    first = office.call("zhao", CARDS, ASK, **KEY)
    assert (first.status, first.json["status"], first.json["version"]) == (201, "open", 1)
    office.twin.settle()
    again = office.call("zhao", CARDS, ASK, **KEY)
    assert (again.json, again.headers["Idempotent-Replayed"]) == (first.json, "true")
    shown = first.json
    assert shown["number"].startswith("K-")
    assert shown["account"] == {
        "account_id": "acme",
        "name": "Acme",
        "level": "standard",
        "owner_id": "zhao",
        "follow_status": "not_followed_up",
        "sensitive": False,
    }
    assert shown["expected_delivery"] == "处理客户的问题，并回执处理结果"
    assert (shown["requester_id"], shown["team_id"], shown["source"]) == ("zhao", "service", "manual")
    assert office.board("zhang") == {"open": [shown["card_id"]]}
    (told,) = office.told("zhang", "card_assigned")
    assert "客户B 售后问题" in told["subject"]
    assert len(office.told("zhang", "card_assigned", "email")) == 1
    assert office.told("zhao", "card_assigned") == []


def test_it_is_in_the_one_inbox_of_its_assignee(office: Office, card: str) -> None:
    (row,) = office.inbox("zhang")
    shown = office.card(card)
    assert (row["task_id"], row["source"], row["title"]) == (shown["task_id"], "card", shown["title"])
    assert (row["priority"], row["due_at"], row["creator_id"]) == ("high", shown["expected_at"], "zhao")
    assert office.told("zhang", "task_assigned") == [], "the card itself has told them"


@pytest.mark.parametrize(
    ("priority", "expected_at"),
    [
        ("urgent", "2026-03-02T04:00:00Z"),
        ("high", "2026-03-02T06:00:00Z"),
        ("medium", "2026-03-03T02:00:00Z"),
        ("low", "2026-03-05T02:00:00Z"),
    ],
)
def test_without_a_time_it_is_expected_by_policy_in_working_hours(
    office: Office, priority: str, expected_at: str
) -> None:
    assert office.card(office.asks(priority=priority))["expected_at"] == expected_at


def test_what_is_said_of_time_and_delivery_counts(office: Office) -> None:
    shown = office.card(office.asks(expected_at="2026-03-02T08:00:00Z", expected_delivery="书面答复"))
    assert (shown["expected_at"], shown["expected_delivery"]) == ("2026-03-02T08:00:00Z", "书面答复")


def test_who_is_absent_is_stood_in_for(office: Office) -> None:
    office.goes_away("zhang", "2026-03-09T00:00:00Z")
    shown = office.card(office.asks())
    assert (shown["assignee_id"], shown["meant_for"]) == ("peer", "zhang")
    assert shown["expected_delivery"] == "Deal with the customer's issue and report what came of it"
    assert [each["source"] for each in office.inbox("peer")] == ["card"]
    assert len(office.told("peer", "card_assigned")) == 1


def test_about_a_sensitive_account_it_waits(office: Office, pending: str) -> None:
    shown = office.card(pending, "zhao")
    assert (shown["status"], shown["opened_at"]) == ("pending_approval", None)
    assert (shown["approval"]["approver_id"], shown["approval"]["role"]) == ("head", "supervisor")
    assert office.inbox("zhang") == []


def test_it_is_noted_on_the_account(office: Office, card: str) -> None:
    timeline = office.does("zhao", "GET /accounts/acme/timeline")["items"]
    noted = [each["data"]["kind"] for each in timeline if each["type"] == "AccountActivityNoted"]
    assert noted == ["CardOpened"], "the task that stands for it is not noted besides"
