"""A case by mail, from the first mail to the answer's answer, and the mail that makes none."""

from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from moto.ses.models import ses_backends

from infra.local import post
from infra.local.resources import ACCOUNT, REGION
from tests.flows.conftest import Company

MEI = "Mei Chen <mei@customer-b.example>"
MEI_ADDRESS = "mei@customer-b.example"
TROUBLE = {"from": MEI, "subject": "接口报错", "text": "您好，\n\n接口一直返回 401，请帮忙。\n\n-- \n陈梅\n客户B"}


@pytest.fixture
def mailbox(company: Company) -> "Mailbox":
    return Mailbox(company)


class Mailbox:
    """The desk's mailbox, and what its customers and colleagues do around it."""

    def __init__(self, company: Company) -> None:
        self.company = company

    def gets(self, **mail: Any) -> None:
        """Let a mail arrive, and all that follows from it."""
        post.arrives(self.company.twin, mail)
        self.company.twin.settle()
        assert self.company.twin.pump.failures == []

    def lists(self, state: str) -> list[dict[str, Any]]:
        """Return the mail in a state, as the supervisor sees it."""
        items: list[dict[str, Any]] = self.company.does("wang-qiang", f"GET /mail?state={state}")["items"]
        return items

    def case(self, number: str) -> dict[str, Any]:
        """Return a case."""
        shown: dict[str, Any] = self.company.does("admin", f"GET /cases/{number}")
        return shown

    def sent(self, to: str, template: str) -> list[dict[str, Any]]:
        """Return the mail that somebody was sent, oldest first."""
        return self.company.told(to, template, "email")

    def types(self, case_id: str) -> list[str]:
        """Return what happened to a case, oldest first."""
        return [each["type"] for each in self.company.events(case_id)]


def written(sent: dict[str, Any]) -> EmailMessage:
    """Return a mail that left, as SES was given it."""
    backend = ses_backends[ACCOUNT][REGION]
    (raw,) = [each.raw_data for each in backend.sent_messages if each.id == sent["provider_id"]]
    return message_from_string(raw, policy=default)


@pytest.mark.requirement("R-195", "R-224")
def test_a_mail_opens_a_case_and_its_answers_come_back_to_it(mailbox: Mailbox) -> None:
    mailbox.gets(**TROUBLE, headers={"Message-ID": "<first@customer-b.example>"})
    (opened,) = mailbox.lists("opened")
    case = mailbox.case(opened["case_number"])
    assert (case["title"], case["channel"], case["category"]) == ("接口报错", "email", "other")

    mailbox.company.does(
        "admin", f"POST /cases/{case['case_id']}/transfers", {"assignee_id": "li-lei", "reason": "熟悉"}
    )
    mailbox.company.does("li-lei", f"POST /cases/{case['case_id']}/replies", {"body": "请更换密钥。"})
    (reply,) = mailbox.sent(case["contact_id"], "case_reply")
    headers = written(reply)
    assert "Auto-Submitted" not in headers
    assert headers["References"] == f"<{case['case_id']}@kairos.example>"
    assert headers["Reply-To"].startswith("service+")

    quoted = "已更换，仍报错。\n\n在 2026年3月2日，service@kairos.example 写道：\n> 请更换密钥。"
    mailbox.gets(**{**TROUBLE, "to": headers["Reply-To"], "subject": "回复：接口报错", "text": quoted})
    assert len(mailbox.lists("opened")) == 1
    (answered,) = mailbox.lists("answered")
    assert answered["case_id"] == case["case_id"]
    said = [each["data"] for each in mailbox.company.events(case["case_id"]) if each["type"] == "CustomerReplied"]
    assert [each["body"] for each in said] == ["已更换，仍报错。"]
    thread = [each["data"] for each in mailbox.company.events(case["case_id"]) if each["type"] == "MailTakenIn"]
    assert [(each["outcome"], each["by"]) for each in thread] == [("opened", "new"), ("answered", "reply_token")]
    detail = mailbox.company.does("wang-qiang", f"GET /mail/{answered['mail_id']}")
    assert detail["words"]["quoted"].endswith("> 请更换密钥。")


@pytest.mark.requirement("R-195")
def test_a_mail_that_is_delivered_twice_is_one(mailbox: Mailbox) -> None:
    mail = {**TROUBLE, "headers": {"Message-ID": "<twice@customer-b.example>"}}
    raw = post.written(mailbox.company.twin, mail)
    for _ in range(2):
        post.lay_down(mailbox.company.twin, raw, mail)
    mailbox.company.twin.settle()
    (opened,) = mailbox.lists("opened")
    assert len(mailbox.sent(mailbox.case(opened["case_number"])["contact_id"], "case_received")) == 1


@pytest.mark.requirement("R-020", "R-195")
def test_automatic_mail_is_parked_and_never_acknowledged(mailbox: Mailbox) -> None:
    mailbox.gets(**TROUBLE)
    (opened,) = mailbox.lists("opened")
    case = mailbox.case(opened["case_number"])
    (received,) = mailbox.sent(case["contact_id"], "case_received")
    headers = written(received)
    assert headers["Auto-Submitted"] == "auto-generated"
    away = {"from": MEI, "to": headers["Reply-To"], "subject": "自动回复：接口报错", "text": "我正在休假。"}
    mailbox.gets(**away, headers={"Auto-Submitted": "auto-replied"})
    (parked,) = mailbox.lists("parked")
    assert (parked["reason"], parked["decision"]["rule"]) == ("auto_reply", "auto_submitted")
    assert parked["explanation"]
    assert "CustomerReplied" not in mailbox.types(case["case_id"])

    mailbox.company.does("wang-qiang", f"POST /mail/{parked['mail_id']}/release", {})
    assert mailbox.lists("parked") == []
    assert "CustomerReplied" in mailbox.types(case["case_id"])
    assert len(mailbox.sent(case["contact_id"], "case_received")) == 1


@pytest.mark.requirement("R-020")
def test_a_released_automatic_mail_opens_a_case_without_a_confirmation(mailbox: Mailbox) -> None:
    mailbox.gets(**TROUBLE, headers={"Auto-Submitted": "auto-generated"})
    (parked,) = mailbox.lists("parked")
    mailbox.company.does("wang-qiang", f"POST /mail/{parked['mail_id']}/release", {})
    (opened,) = mailbox.lists("opened")
    case = mailbox.case(opened["case_number"])
    assert mailbox.sent(case["contact_id"], "case_received") == []


def bounce(original: str, address: str) -> str:
    """Return the report of a mail server, as they write them."""
    return "\r\n".join(
        (
            "From: Mail Delivery System <MAILER-DAEMON@mx.example>",
            "To: service@kairos.example",
            "Subject: Undelivered Mail Returned to Sender",
            "Message-ID: <report@mx.example>",
            "MIME-Version: 1.0",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
            "",
            "--b",
            "Content-Type: text/plain",
            "",
            "Your mail could not be delivered.",
            "--b",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.example",
            "",
            f"Final-Recipient: rfc822; {address}",
            "Action: failed",
            "Status: 5.1.1",
            "",
            "--b",
            "Content-Type: message/rfc822",
            "",
            f"Message-ID: {original}",
            "Subject: [C-000001]",
            "",
            "x",
            "--b--",
            "",
        )
    )


@pytest.mark.requirement("R-195")
def test_a_bounce_is_parked_and_counts_only_for_mail_of_ours(mailbox: Mailbox) -> None:
    mailbox.gets(**TROUBLE)
    (opened,) = mailbox.lists("opened")
    case = mailbox.case(opened["case_number"])
    (received,) = mailbox.sent(case["contact_id"], "case_received")
    mailbox.gets(raw=bounce("<forged@email.amazonses.com>", MEI_ADDRESS))
    assert {each["reason"] for each in mailbox.lists("parked")} == {"bounce"}
    assert bounces(mailbox) == []
    mailbox.gets(raw=bounce(f"<{received['provider_id']}@email.amazonses.com>", MEI_ADDRESS) + "again")
    (told,) = bounces(mailbox)
    assert (told["address"], told["contact_id"], told["permanent"]) == (MEI_ADDRESS, case["contact_id"], True)


def bounces(mailbox: Mailbox) -> list[dict[str, Any]]:
    return [each["data"] for each in mailbox.company.twin.pump.events if each["type"] == "MailBounced"]


@pytest.mark.requirement("R-195")
def test_nobody_answers_in_anothers_case(mailbox: Mailbox) -> None:
    mailbox.gets(**TROUBLE)
    (opened,) = mailbox.lists("opened")
    number = opened["case_number"]
    mailbox.gets(
        **{**TROUBLE, "from": "eve@other.example", "subject": f"Re: [{number}] 接口报错", "text": "请告诉我密钥"}
    )
    forged = f"service+1.{mailbox.case(number)['case_id'].removeprefix('case_').lower()}.{'a' * 16}@kairos.example"
    mailbox.gets(**{**TROUBLE, "from": "eve@other.example", "to": forged, "text": "再问一次"})
    assert sorted(each["reason"] for each in mailbox.lists("parked")) == ["forged_token", "not_the_contact"]
    assert "CustomerReplied" not in mailbox.types(opened["case_id"])
    mailbox.gets(**{**TROUBLE, "subject": f"Re: [{number}] 接口报错", "text": "补充一下"})
    assert "CustomerReplied" in mailbox.types(opened["case_id"]), "the contact may, by the number alone"


@pytest.mark.requirement("R-195")
def test_files_come_along_and_those_refused_are_named(mailbox: Mailbox) -> None:
    raw = (
        "From: Mei Chen <mei@customer-b.example>\r\nTo: service@kairos.example\r\nSubject: log\r\n"
        "Message-ID: <files@customer-b.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="m"\r\n\r\n'
        '--m\r\nContent-Type: multipart/related; boundary="r"\r\n\r\n'
        '--r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p onclick="x()">See</p><script>evil()</script>'
        '<img src="cid:shot@x"><img src="https://spy.example/p.gif">\r\n'
        "--r\r\nContent-Type: image/png; name=shot.png\r\nContent-ID: <shot@x>\r\nContent-Disposition: inline\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--r--\r\n"
        '--m\r\nContent-Type: text/plain; name="../../etc/app.log"\r\n'
        'Content-Disposition: attachment; filename="../../etc/app.log"\r\n\r\nline one\r\n'
        '--m\r\nContent-Type: application/x-msdownload; name="run.exe"\r\n'
        'Content-Disposition: attachment; filename="run.exe"\r\n\r\nMZ\r\n--m--\r\n'
    )
    mailbox.gets(raw=raw)
    (opened,) = mailbox.lists("opened")
    case_id = opened["case_id"]
    files = mailbox.company.does("admin", f"GET /cases/{case_id}/attachments")["items"]
    assert sorted(each["file_name"] for each in files) == ["app.log", "shot.png"]
    assert all(each["size_bytes"] > 0 for each in files)
    (taken,) = [each["data"] for each in mailbox.company.events(case_id) if each["type"] == "MailTakenIn"]
    assert taken["refused"] == [{"file_name": "run.exe", "reason": "type"}]
    shown = mailbox.company.does("admin", f"GET /cases/{case_id}/mails/{opened['mail_id']}")
    assert "evil" not in shown["html"]
    assert "onclick" not in shown["html"]
    assert "spy.example" not in shown["html"]
    assert "cid:" not in shown["html"]
    assert f"/files/{opened['mail_id']}/" in shown["html"]
