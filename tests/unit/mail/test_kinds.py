"""Who speaks: people, programs, mail servers, or we ourselves."""

import pytest

from crm.mail import reading
from crm.mail.model import Kind
from tests.unit.mail.conftest import RECEIVED_AT, RULES, mail, part, parted, read, written

DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"


@pytest.mark.parametrize(
    ("headers", "body", "kind", "rule"),
    [
        ({}, "Hello", "human", "nothing_automatic"),
        ({"Auto-Submitted": "no"}, "Hello", "human", "nothing_automatic"),
        ({"Auto-Submitted": "auto-replied"}, "I am away", "auto_reply", "auto_submitted"),
        ({"Auto-Submitted": "auto-generated (rule 7)"}, "x", "auto_reply", "auto_submitted"),
        ({"Auto-Submitted": "auto-notified; owner=x"}, "x", "auto_reply", "auto_submitted"),
        ({"X-Autoreply": "yes"}, "x", "auto_reply", "auto_reply_header"),
        ({"X-Autorespond": "vacation"}, "x", "auto_reply", "auto_reply_header"),
        ({"X-Auto-Response": "1"}, "x", "auto_reply", "auto_reply_header"),
        ({"X-Autoreply": "no"}, "x", "human", "nothing_automatic"),
        ({"X-Mail-Autoreply": "true"}, "x", "auto_reply", "auto_reply_header"),
        ({"X-FC-MachineGenerated": "true"}, "x", "auto_reply", "auto_reply_header"),
        ({"X-POST-MessageClass": "9; Autoresponder"}, "x", "auto_reply", "auto_reply_header"),
        ({"Precedence": "auto_reply"}, "x", "auto_reply", "precedence"),
        ({"X-Precedence": "auto_reply"}, "x", "auto_reply", "precedence"),
        ({"Precedence": "first-class"}, "x", "human", "nothing_automatic"),
        ({"X-Auto-Response-Suppress": "All"}, "x", "auto_reply", "answers_suppressed"),
        ({"X-Auto-Response-Suppress": "DR, OOF, AutoReply"}, "x", "auto_reply", "answers_suppressed"),
        ({"X-Auto-Response-Suppress": "RN, NRN"}, "x", "human", "nothing_automatic"),
        ({"Subject": "Automatic reply: Printer"}, "x", "auto_reply", "subject_says_automatic"),
        ({"Subject": "Out of Office: back on Monday"}, "x", "auto_reply", "subject_says_automatic"),
        ({"Subject": "OOO"}, "x", "auto_reply", "subject_says_automatic"),
        ({"Subject": "自动回复: 打印机故障"}, "我在休假", "auto_reply", "subject_says_automatic"),
        ({"Subject": "自动回复：Re: 报价"}, "x", "auto_reply", "subject_says_automatic"),
        ({"Subject": "【自动回复】您好"}, "x", "auto_reply", "subject_says_automatic"),
        ({"Subject": "[自动答复] 收到"}, "x", "auto_reply", "subject_says_automatic"),
        ({"Subject": "自動回覆：收到您的來信"}, "x", "auto_reply", "subject_says_automatic"),
        ({"Subject": "自动回复功能坏了"}, "请看", "human", "nothing_automatic"),
        ({"Subject": "Re: 自动回复: 打印机"}, "为什么收到这个？", "human", "nothing_automatic"),
        ({"Subject": "Automatic reply does not work"}, "x", "human", "nothing_automatic"),
        ({"Subject": "Auto insurance claim"}, "x", "human", "nothing_automatic"),
        ({"From": "noreply@shop.example"}, "x", "auto_reply", "nobody_reads_answers"),
        ({"From": "no-reply-billing@shop.example"}, "x", "auto_reply", "nobody_reads_answers"),
        ({"From": "noreply@form.example", "Reply-To": "wang@customer.example"}, "x", "human", "nothing_automatic"),
        (
            {"From": "noreply@form.example", "Reply-To": "noreply@form.example"},
            "x",
            "auto_reply",
            "nobody_reads_answers",
        ),
        ({"From": "noreplyanna@customer.example"}, "x", "human", "nothing_automatic"),
        ({"List-Id": "<users.lists.example>", "Precedence": "list"}, "x", "list", "list_mail"),
        ({"Precedence": "list"}, "x", "list", "list_mail"),
        ({"Precedence": "bulk"}, "x", "bulk", "bulk_mail"),
        ({"Precedence": "Junk"}, "x", "bulk", "bulk_mail"),
        ({"List-Unsubscribe": "<mailto:out@shop.example>"}, "x", "bulk", "bulk_mail"),
        ({"From": "support@desk.example"}, "x", "own", "sent_by_us"),
        ({"From": "Desk <Support+abc@Desk.example>"}, "x", "own", "sent_by_us"),
        ({"Message-ID": "<msg_01J8ZQ4N7TD5G2B3C4D5E6F7G8@desk.example>"}, "x", "own", "sent_by_us"),
        ({"From": "li.lei@desk.example", "Message-ID": "<7@desk.example>"}, "x", "human", "nothing_automatic"),
        (
            {"From": DAEMON, "Subject": "Undelivered Mail Returned to Sender"},
            "<x@gone.example>: user unknown",
            "bounce",
            "delivery_report_in_words",
        ),
        (
            {"From": "PostMaster@qq.example", "Subject": "系统退信"},
            "你的邮件 gone@qq.example 无法送达，收件人不存在",
            "bounce",
            "delivery_report_in_words",
        ),
        (
            {"From": DAEMON, "Subject": "Warning: message 1 delayed 24 hours"},
            "A message has not yet been delivered to slow@far.example. Delivery attempts will continue.",
            "delivery_notice",
            "delivery_report_in_words",
        ),
        ({"X-Failed-Recipients": "x@gone.example"}, "sorry", "bounce", "delivery_report_in_words"),
        ({"Return-Path": "<>", "Subject": "failure notice"}, "x", "bounce", "delivery_report_in_words"),
        ({"Subject": "Fwd: Undelivered Mail Returned to Sender"}, "Why undeliverable?", "human", "nothing_automatic"),
        ({"Subject": "退信怎么办"}, "我发给客户的邮件", "human", "nothing_automatic"),
        ({"Return-Path": "<>"}, "Hello", "human", "nothing_automatic"),
    ],
)
def test_the_first_rule_that_applies_decides(headers: dict[str, str], body: str, kind: Kind, rule: str) -> None:
    decision = mail(written(headers, body)).decision
    assert (decision.kind, decision.rule) == (kind, rule)
    assert bool(decision.evidence) is (kind != "human")


def status(action: str, code: str, *more: str) -> bytes:
    fields = "\r\n".join(("Final-Recipient: rfc822; gone@far.example", f"Action: {action}", f"Status: {code}", *more))
    return part("message/delivery-status", f"Reporting-MTA: dns; mx.example\r\n\r\n{fields}\r\n")


RETURNED = part("message/rfc822", "Message-ID: <sent-1@desk.example>\r\nSubject: Ours\r\n\r\nHello")


@pytest.mark.parametrize(
    ("action", "code", "kind", "permanent"),
    [
        ("failed", "5.1.1", "bounce", True),
        ("failed (bad address)", "5.1.1", "bounce", True),
        ("failed", "4.4.7", "bounce", True),
        ("delayed", "4.4.1", "delivery_notice", False),
        ("delivered", "2.0.0", "delivery_notice", False),
        ("relayed", "2.0.0", "delivery_notice", False),
        ("expanded", "2.0.0", "delivery_notice", False),
    ],
)
def test_a_standard_report_says_what_became_of_our_mail(action: str, code: str, kind: Kind, permanent: bool) -> None:
    raw = parted(
        part("text/plain", "A report"),
        status(action, code, "Diagnostic-Code: smtp; told why"),
        RETURNED,
        kind="report; report-type=delivery-status",
        headers={"From": DAEMON},
    )
    found = mail(raw)
    assert found.decision.kind == kind
    assert found.report is not None
    assert found.report.permanent is permanent
    assert found.report.original_message_id == "<sent-1@desk.example>"
    (recipient,) = found.report.recipients
    assert (recipient.address, recipient.status) == ("gone@far.example", code)
    assert recipient.diagnostic == "smtp; told why"


def test_a_report_names_the_address_that_we_wrote_to() -> None:
    raw = parted(
        status("failed", "5.1.1", "Original-Recipient: rfc822;wang@customer.example"),
        kind="report",
        headers={"From": DAEMON},
    )
    report = mail(raw).report
    assert report is not None
    assert [each.address for each in report.recipients] == ["wang@customer.example"]


def test_the_worst_that_a_report_says_is_what_it_says() -> None:
    blocks = (
        "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@far.example\r\nAction: delayed\r\n\r\n"
        "Final-Recipient: rfc822; b@far.example\r\nAction: failed\r\n"
    )
    report = mail(parted(part("message/delivery-status", blocks), kind="report")).report
    assert report is not None
    assert (report.outcome, [each.address for each in report.recipients]) == (
        "failed",
        ["a@far.example", "b@far.example"],
    )


def test_a_report_without_a_status_is_read_as_far_as_people_could() -> None:
    body = part("text/plain", "Your mail to <gone@far.example> could not be delivered: 550 5.1.1 unknown")
    found = mail(parted(body, kind="report; report-type=delivery-status", headers={"From": DAEMON}))
    assert (found.decision.kind, found.decision.rule) == ("bounce", "delivery_report_unreadable")
    assert found.report is not None
    assert [(each.address, each.status) for each in found.report.recipients] == [("gone@far.example", "5.1.1")]


def test_addresses_in_the_returned_mail_are_not_the_ones_that_failed() -> None:
    body = (
        "Hi. This is the qmail-send program at far.example.\nI'm afraid I wasn't able to deliver your message to the\n"
        "following addresses. This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<gone@far.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        "--- Below this line is a copy of the message.\n\nReturn-Path: <support@desk.example>\nTo: other@far.example\n"
    )
    report = mail(written({"From": DAEMON, "Subject": "failure notice"}, body)).report
    assert report is not None
    assert [each.address for each in report.recipients] == ["gone@far.example"]
    assert report.permanent


def test_a_read_receipt_is_no_bounce() -> None:
    notification = part("message/disposition-notification", "Disposition: manual-action; displayed\r\n")
    found = mail(parted(notification, kind="report; report-type=disposition-notification"))
    assert (found.decision.kind, found.report) == ("read_receipt", None)


def test_a_complaint_is_one() -> None:
    feedback = part("message/feedback-report", "Feedback-Type: abuse\r\n")
    assert mail(parted(feedback, kind="report; report-type=feedback-report")).decision.kind == "complaint"


def test_a_report_that_somebody_passes_on_as_a_file_is_theirs() -> None:
    bounce = parted(status("failed", "5.1.1"), kind="report", headers={"From": DAEMON}, edge="inner")
    raw = parted(part("text/plain", "What does this mean?"), part("message/rfc822", bounce))
    assert mail(raw).decision.kind == "human"


def test_an_empty_envelope_sender_is_a_sign_of_a_report() -> None:
    raw = written({"Subject": "Delivery failure"}, "x")
    assert reading.read(raw, RECEIVED_AT, RULES, envelope_from="").mail.decision.kind == "bounce"
    assert reading.read(raw, RECEIVED_AT, RULES, envelope_from="a@b.example").mail.decision.kind == "human"


@pytest.mark.parametrize("kind", ["auto_reply", "own"])
def test_only_people_open_cases(kind: str) -> None:
    headers = {"auto_reply": {"Auto-Submitted": "auto-replied"}, "own": {"From": "support@desk.example"}}[kind]
    assert read(written(headers)).mail.is_automatic
    assert not read(written()).mail.is_automatic
