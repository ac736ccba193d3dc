"""What Amazon tells of mail, however it is wrapped."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.messaging import mail_events

MAIL = {"messageId": "m-1", "source": "zhang.san@customer-b.example", "destination": ["support@kairos.example"]}
PASSED = {f"{each}Verdict": {"status": "PASS"} for each in ("spam", "virus", "spf", "dkim", "dmarc")}


def receipt(**members: Any) -> dict[str, Any]:
    action = {"type": "S3", "bucketName": "mail-in", "objectKey": "raw/m-1"}
    return {"recipients": ["support@kairos.example"], **PASSED, "action": action, **members}


def received(**members: Any) -> dict[str, Any]:
    return {"notificationType": "Received", "mail": MAIL, "receipt": receipt(), **members}


def s3_record(key: str = "raw/m-1", **members: Any) -> dict[str, Any]:
    stored = {"bucket": {"name": "mail-in"}, "object": {"key": key}}
    return {"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": stored, **members}


def in_sns(document: Any) -> dict[str, Any]:
    return {"EventSource": "aws:sns", "Sns": {"Message": json.dumps(document)}}


def in_sqs(document: Any) -> dict[str, Any]:
    return {"eventSource": "aws:sqs", "body": json.dumps(document)}


def in_sns_in_sqs(document: Any) -> dict[str, Any]:
    return in_sqs({"Type": "Notification", "Message": json.dumps(document)})


WRAPPED = [
    {"Records": [s3_record()]},
    {"Records": [in_sqs({"Records": [s3_record()]})]},
    {"Records": [in_sns({"Records": [s3_record()]})]},
    {"Records": [in_sns_in_sqs({"Records": [s3_record()]})]},
    {"Records": [in_sns(received())]},
    {"Records": [in_sns_in_sqs(received())]},
    {"Records": [{"eventSource": "aws:ses", "ses": {"mail": MAIL, "receipt": receipt(action={"type": "Lambda"})}}]},
    {
        "source": "aws.s3",
        "detail-type": "Object Created",
        "detail": {"bucket": {"name": "mail-in"}, "object": {"key": "raw/m-1"}},
    },
]


@pytest.mark.parametrize("event", WRAPPED)
def test_a_mail_is_found_however_it_is_wrapped(event: dict[str, Any]) -> None:
    told = mail_events.read(event, "mail-in", "raw/")
    assert [(each.bucket, each.key) for each in told.arrived] == [("mail-in", "raw/m-1")]
    assert (told.reports, told.unread) == ((), 0)


def test_the_envelope_and_what_was_found_of_it() -> None:
    (mail,) = mail_events.read(received()).arrived
    assert (mail.message_id, mail.envelope_from) == ("m-1", "zhang.san@customer-b.example")
    assert mail.recipients == ("support@kairos.example",)
    assert mail.verdicts == {"spam": "PASS", "virus": "PASS", "spf": "PASS", "dkim": "PASS", "dmarc": "PASS"}
    assert not mail.suspect


@pytest.mark.parametrize("source", ["", "<>"])
def test_an_empty_sender_is_known_as_one(source: str) -> None:
    (mail,) = mail_events.read(received(mail={**MAIL, "source": source})).arrived
    assert mail.envelope_from == ""
    (stored,) = mail_events.read({"Records": [s3_record()]}).arrived
    assert stored.envelope_from is None


SUSPECT = [
    ({"spamVerdict": {"status": "FAIL"}}, True),
    ({"virusVerdict": {"status": "FAIL"}}, True),
    ({"dmarcVerdict": {"status": "FAIL"}, "dmarcPolicy": "reject"}, True),
    ({"dmarcVerdict": {"status": "FAIL"}, "dmarcPolicy": "none"}, False),
    ({"spfVerdict": {"status": "FAIL"}}, False),
    ({"spamVerdict": {"status": "GRAY"}}, False),
]


@pytest.mark.parametrize(("members", "suspect"), SUSPECT)
def test_what_must_not_be_handled_as_an_ordinary_mail(members: dict[str, Any], suspect: bool) -> None:
    (mail,) = mail_events.read(received(receipt=receipt(**members))).arrived
    assert mail.suspect is suspect


@pytest.mark.parametrize(
    ("content", "encoding"), [("Subject: x", "UTF-8"), (base64.b64encode(b"Subject: x").decode(), "BASE64")]
)
def test_a_mail_that_is_sent_along(content: str, encoding: str) -> None:
    action = {"type": "SNS", "encoding": encoding}
    (mail,) = mail_events.read(received(content=content, receipt=receipt(action=action)), "mail-in", "raw/").arrived
    assert (mail.content, mail.key) == (b"Subject: x", "")


def test_a_key_of_s3_is_read_as_it_was_written() -> None:
    (mail,) = mail_events.read({"Records": [s3_record("raw/a+b%2Bc%E5%94%AE")]}).arrived
    assert mail.key == "raw/a b+c售"


def test_reports_of_mail_that_was_sent_are_no_mail() -> None:
    def report(**members: Any) -> mail_events.Report:
        told = mail_events.read({"Records": [in_sns({"mail": {"messageId": "s-1"}, **members})]})
        assert told.arrived == ()
        return told.reports[0]

    to = [{"emailAddress": "a@b.example"}]
    hard = report(notificationType="Bounce", bounce={"bounceType": "Permanent", "bouncedRecipients": to})
    assert (hard.kind, hard.permanent, hard.recipients, hard.sent_message_id) == (
        "Bounce",
        True,
        ("a@b.example",),
        "s-1",
    )
    assert not report(eventType="Bounce", bounce={"bounceType": "Transient", "bouncedRecipients": to}).permanent
    complaint = report(notificationType="Complaint", complaint={"complainedRecipients": to})
    assert (complaint.kind, complaint.recipients) == ("Complaint", ("a@b.example",))
    delivery = report(notificationType="Delivery", delivery={"recipients": ["a@b.example"]})
    assert (delivery.kind, delivery.recipients) == ("Delivery", ("a@b.example",))
    assert report(eventType="Open").kind == "Other"


UNREADABLE = [
    {"eventSource": "aws:sqs", "body": "no json"},
    {"eventSource": "aws:sqs", "body": None},
    {"EventSource": "aws:sns"},
    s3_record("%FF"),
    s3_record(""),
    s3_record(eventName="ObjectRemoved:Delete"),
    in_sqs({"Service": "Amazon S3", "Event": "s3:TestEvent"}),
    in_sns(received(mail={})),
    None,
    7,
]


@pytest.mark.parametrize("record", UNREADABLE)
def test_a_record_that_cannot_be_read_takes_nothing_from_the_others(record: Any) -> None:
    told = mail_events.read({"Records": [record, s3_record()]})
    assert (len(told.arrived), told.unread) == (1, 1)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=10), inside, max_size=3),
    max_leaves=10,
)
NAMES = ["Records", "eventSource", "body", "Sns", "Message", "Type", "s3", "mail", "receipt", "notificationType", "ses"]
KNOWN = st.sampled_from(["aws:s3", "aws:sqs", "aws:ses", "Received", "Bounce", "Notification", '{"Records": []}'])
records = st.dictionaries(st.sampled_from(NAMES), KNOWN | json_values)


@given(st.lists(records, max_size=4))
def test_any_event_is_read_without_a_fault(found: list[Any]) -> None:
    told = mail_events.read({"Records": [*found, s3_record()]})
    assert told.arrived[-1].key == "raw/m-1"
