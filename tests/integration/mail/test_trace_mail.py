"""Tracing a mail by its message id."""

import pytest

from tests.conftest import problem
from tests.integration.mail.conftest import Mailbox

TRACE = "GET /channels/mail/trace?message_id=%3Clost@customer-b.example%3E"


def findings(trace: dict[str, object]) -> dict[str, str]:
    steps = trace["steps"]
    assert isinstance(steps, list)
    assert all(each["explanation"] for each in steps)
    return {each["stage"]: each["finding"] for each in steps}


def test_it_is_not_for_everybody(mailbox: Mailbox) -> None:
    problem(mailbox.asks(TRACE, user="web-shop"), 403, "not_allowed")
    problem(mailbox.asks("GET /channels/mail/trace"), 422, "invalid_payload")


@pytest.mark.requirement("R-156")
def test_a_mail_that_never_came_is_diagnosed_all_the_same(mailbox: Mailbox) -> None:
    trace = mailbox.does(TRACE)
    assert (trace["seen"], trace["mails"], trace["last_received_at"]) == (False, [], None)
    assert trace["mailboxes"] == ["service@kairos.example"]
    assert findings(trace) == {"mailbox": "unknown", "receipt": "bad"}
    mailbox.gets()
    mailbox.sets(allowed_domains=["partner.example"])
    trace = mailbox.does(f"{TRACE}&sender=mei@customer-b.example")
    assert trace["last_received_at"] is not None
    assert findings(trace) == {"mailbox": "good", "receipt": "bad", "domain": "bad"}


@pytest.mark.requirement("R-156")
def test_the_way_of_a_mail_that_made_no_case(mailbox: Mailbox) -> None:
    mailbox.sets(allowed_domains=["partner.example"])
    mailbox.gets(to="someone@elsewhere.example", headers={"Message-ID": "<lost@customer-b.example>"})
    trace = mailbox.does(TRACE)
    assert findings(trace) == {
        "mailbox": "good",
        "receipt": "good",
        "address": "unknown",
        "domain": "bad",
        "parse_rule": "good",
        "outcome": "bad",
    }
    (mail,) = trace["mails"]
    assert mail["reason"] == "domain_not_allowed"


@pytest.mark.requirement("R-156")
def test_the_way_of_a_mail_that_opened_a_case(mailbox: Mailbox) -> None:
    rule = {"id": "alarms", "subject_words": ["接口"], "purpose": {"category": "integration/api"}}
    mailbox.sets(parse_rules=[rule])
    mailbox.gets(headers={"Message-ID": "<lost@customer-b.example>"})
    trace = mailbox.does("GET /channels/mail/trace?message_id=lost@customer-b.example", user="li-lei")
    assert set(findings(trace).values()) == {"good"}
    (mail,) = trace["mails"]
    assert (mail["state"], mail["parse_rule"]) == ("opened", "alarms")
    assert mail["case_number"] in trace["steps"][-1]["explanation"]
