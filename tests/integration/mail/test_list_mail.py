"""Listing mail, and looking at one."""

from tests.conftest import problem
from tests.integration.mail.conftest import Mailbox


def test_they_are_for_supervisors(mailbox: Mailbox) -> None:
    problem(mailbox.asks("GET /mail", user="li-lei"), 403, "not_allowed")
    problem(mailbox.asks("GET /mail?state=lost"), 422, "invalid_payload")
    problem(mailbox.asks("GET /mail/mail_none"), 404, "not_found")


def test_parked_mail_page_by_page_the_newest_first(mailbox: Mailbox) -> None:
    for number in range(3):
        mailbox.gets(subject=f"第 {number} 封", spam="FAIL")
        mailbox.twin.advance(minutes=1)
    first = mailbox.does("GET /mail?limit=2")
    rest = mailbox.does(f"GET /mail?limit=2&cursor={first['next_cursor']}")
    shown = [each["subject"] for each in (*first["items"], *rest["items"])]
    assert shown == ["第 2 封", "第 1 封", "第 0 封"]
    assert rest["next_cursor"] is None


def test_a_mail_is_shown_taken_apart(mailbox: Mailbox) -> None:
    text = "新的内容\n\n-- \n陈梅\n\n在 2026年3月2日，客服 写道：\n> 旧的内容"
    mailbox.gets(text=text, spam="FAIL")
    (listed,) = mailbox.lists()
    shown = mailbox.does(f"GET /mail/{listed['mail_id']}")
    assert (shown["words"]["new"], shown["words"]["signature"]) == ("新的内容", "-- \n陈梅")
    assert "旧的内容" in shown["words"]["quoted"]
    assert "raw/" in shown["original_url"]
    assert shown["verdicts"]["spam"] == "fail"
