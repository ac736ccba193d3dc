"""Talking about a card."""

from tests.conftest import problem
from tests.integration.cards.conftest import Office, happens_once, only_for_the_concerned, refuses_stale

SAID = {"body": "请 @outsider 一起看看日志"}


def test_it_is_for_who_may_see_it(office: Office, card: str) -> None:
    only_for_the_concerned(office, card, "comments", {"body": "?"})
    refuses_stale(office, "zhang", card, "comments", {"body": "?"})


def test_who_is_mentioned_must_exist(office: Office, card: str) -> None:
    body = SAID | {"mentions": ["nobody"]}
    refused = problem(office.call("zhang", f"POST /collab-cards/{card}/comments", body), 422, "card_mention_unknown")
    assert refused["facts"] == {"field": "mentions", "ids": ["nobody"]}


def test_who_is_mentioned_is_told_and_may_read(office: Office, card: str) -> None:
    assert happens_once(office, "zhang", card, "comments", SAID)["watchers"] == ["outsider"]
    assert SAID["body"] in office.told("outsider", "card_mention")[0]["body"]
    assert office.card(card, "outsider")["card_id"] == card
    assert [each["card_id"] for each in office.cards("outsider")] == [card]
    said = office.events(card)[-1]
    assert (said["type"], said["data"]) == ("CardCommented", {**SAID, "mentions": ["outsider"]})


def test_who_is_mentioned_before_it_is_approved_hears_nothing(office: Office, pending: str) -> None:
    office.act("zhao", pending, "comments", {"body": "@zhang 稍后请你处理"})
    assert office.told("zhang", "card_mention") == []
    problem(office.call("zhang", f"GET /collab-cards/{pending}"), 404, "not_found")


def test_a_mail_address_is_no_mention(office: Office, card: str) -> None:
    assert office.act("zhang", card, "comments", {"body": "写信给 a@outsider"})["watchers"] == []
