"""Releasing parked mail."""

from tests.conftest import problem
from tests.integration.mail.conftest import Mailbox


def test_what_cannot_be_released(mailbox: Mailbox) -> None:
    mailbox.gets(virus="FAIL")
    (mail,) = mailbox.lists()
    route = f"POST /mail/{mail['mail_id']}/release"
    problem(mailbox.asks(route, {}, user="li-lei"), 403, "not_allowed")
    problem(mailbox.asks("POST /mail/mail_none/release", {}), 404, "not_found")
    problem(mailbox.asks(route, {"case_id": "?"}), 422, "invalid_payload")
    assert problem(mailbox.asks(route, {}), 409, "mail_not_releasable")["facts"] == {"reason": "virus"}
    assert len(mailbox.lists()) == 1


def test_a_mail_is_released_once(mailbox: Mailbox) -> None:
    mailbox.gets(spam="FAIL")
    (mail,) = mailbox.lists()
    route = f"POST /mail/{mail['mail_id']}/release"
    assert mailbox.does(route, {})["state"] == "released"
    problem(mailbox.asks(route, {}), 409, "mail_not_parked")
    (opened,) = mailbox.lists("opened")
    assert opened["released_by"] == "wang-qiang"
    assert mailbox.lists("released") == []


def test_who_releases_a_mail_may_name_its_case(mailbox: Mailbox) -> None:
    mailbox.gets()
    (opened,) = mailbox.lists("opened")
    mailbox.gets(**{"from": "eve@other.example"}, subject=f"Re: {opened['case_number']}", text="我是陈梅的同事")
    (parked,) = mailbox.lists()
    assert parked["reason"] == "not_the_contact"
    mailbox.does(f"POST /mail/{parked['mail_id']}/release", {"case_id": opened["case_number"]})
    (answered,) = mailbox.lists("answered")
    assert answered["case_id"] == opened["case_id"]


def test_a_case_that_was_solved_is_opened_again_by_an_answer(mailbox: Mailbox) -> None:
    mailbox.gets()
    (opened,) = mailbox.lists("opened")
    case = f"/cases/{opened['case_id']}"
    mailbox.does(f"POST {case}/resolution", {"solution": "更换密钥", "cause_code": "configuration"})
    mailbox.gets(subject=f"Re: [{opened['case_number']}]", text="还是不行")
    assert mailbox.does(f"GET {case}")["status"] in {"new", "in_progress"}
    mailbox.does(f"POST {case}/resolution", {"solution": "更换密钥", "cause_code": "configuration"})
    mailbox.twin.advance(days=40)
    mailbox.gets(subject=f"Re: [{opened['case_number']}]", text="又坏了")
    assert mailbox.does(f"GET {case}")["status"] == "closed"
    newest = mailbox.lists("opened")[0]
    assert newest["case_id"] != opened["case_id"], "what comes too late opens a case of its own"
    (taken,) = [
        each["data"]
        for each in mailbox.does(f"GET /cases/{newest['case_id']}/timeline")["items"]
        if each["type"] == "MailTakenIn"
    ]
    assert taken["follows"] == opened["case_number"]
