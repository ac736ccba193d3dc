"""Taking in a mail that was laid into the inbox."""

from typing import Any

import pytest

from tests.integration.mail.conftest import Mailbox


def reason(mailbox: Mailbox) -> str:
    (mail,) = mailbox.lists()
    assert mail["explanation"]
    return str(mail["reason"])


@pytest.mark.requirement("R-195")
@pytest.mark.parametrize(
    ("expected", "mail"),
    [
        ("virus", {"virus": "FAIL", "spam": "FAIL"}),
        ("spam", {"spam": "FAIL"}),
        ("forged_sender", {"dmarc": "fail"}),
        ("own", {"from": "service@kairos.example"}),
        ("bulk", {"headers": {"Precedence": "bulk"}}),
        ("list", {"headers": {"List-Id": "<news.example>"}}),
        ("no_sender", {"raw": "Subject: x\r\n\r\nhello"}),
        ("spam", {"spam": "FAIL", "headers": {"X-SES-Spam-Verdict": "PASS"}}),
    ],
)
def test_what_is_doubtful_or_automatic_is_parked(mailbox: Mailbox, expected: str, mail: dict[str, Any]) -> None:
    mailbox.gets(**mail)
    assert reason(mailbox) == expected
    assert mailbox.lists("opened") == []


@pytest.mark.parametrize(
    ("expected", "members"),
    [
        ("blocked_sender", {"blocked_domains": ["customer-b.example"]}),
        ("blocked_sender", {"blocked_addresses": ["MEI@customer-b.example"]}),
        ("domain_not_allowed", {"allowed_domains": ["partner.example"]}),
        ("unknown_sender", {"strangers": "park"}),
    ],
)
def test_settings_say_whose_mail_is_taken_in(mailbox: Mailbox, expected: str, members: dict[str, Any]) -> None:
    mailbox.sets(**members)
    mailbox.gets()
    assert reason(mailbox) == expected


def test_a_domain_below_an_allowed_one_is_allowed(mailbox: Mailbox) -> None:
    mailbox.sets(allowed_domains=["example"])
    mailbox.gets()
    assert len(mailbox.lists("opened")) == 1


@pytest.mark.requirement("R-195")
def test_a_template_reads_subject_and_body(mailbox: Mailbox) -> None:
    rule = {
        "id": "alarms",
        "subject_words": ["告警"],
        "purpose": {"category": "product/fault", "case_type": "incident", "impact": "high", "urgency": "critical"},
        "fields": {"serial": ["序列号", "SN"], "device_id": ["Device"]},
    }
    mailbox.sets(parse_rules=[rule])
    mailbox.gets(subject="【告警】网关离线", text="序列号：X2-0042\nDevice: gw-7\n请处理")
    (opened,) = mailbox.lists("opened")
    case = mailbox.does(f"GET /cases/{opened['case_number']}")
    found = {name: case[name] for name in ("category", "priority", "serial", "device_id", "case_type")}
    assert found == {
        "category": "product/fault",
        "priority": "P1",
        "serial": "X2-0042",
        "device_id": "gw-7",
        "case_type": "incident",
    }


def test_a_mail_larger_than_any_is_parked_unread(mailbox: Mailbox) -> None:
    event = {"detail": {"object": {"key": "raw/huge", "size": 41 * 1024 * 1024}}}
    for _ in range(2):
        mailbox.twin.functions.invoke("mail.receive_mail", event)
    assert reason(mailbox) == "too_large"


def test_a_stranger_becomes_a_contact_in_their_language(mailbox: Mailbox) -> None:
    mailbox.gets(**{"from": "Ann Lee <ann@new.example>"}, subject="Broken", text="It does not start.")
    (opened,) = mailbox.lists("opened")
    case = mailbox.does(f"GET /cases/{opened['case_number']}")
    contact = mailbox.does(f"GET /contacts/{case['contact_id']}")
    assert (contact["name"], contact["email"], contact["locale"]) == ("Ann Lee", "ann@new.example", "en")
    mailbox.gets(**{"from": "ann@new.example"}, subject="Another", text="And this.")
    assert {mailbox.does(f"GET /cases/{each['case_number']}")["contact_id"] for each in mailbox.lists("opened")} == {
        case["contact_id"]
    }
