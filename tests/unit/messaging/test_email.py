"""Mail: what it looks like, and what the provider's answers mean."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from crm.core import aws, environment
from crm.messaging.channels.email import CHANNEL, compose
from crm.messaging.channels.providers import Outgoing
from crm.messaging.settings.template import Template
from tests.unit.messaging.conftest import NOW, POLICY, a_contact, a_message

FACTS = {"number": "C-000123", "title": "设备 <无法> 联网", "body": "请重启。\n\n再试一次。"}


@pytest.fixture(autouse=True)
def _sender() -> Iterator[None]:
    with environment.only({"SENDER": "service@kairos.example"}):
        yield


def outgoing(template: str = "case_reply", **members: Any) -> Outgoing:
    message = a_message(template=template, facts={**Template.shipped()[template].sample, **FACTS})
    policy = POLICY.model_copy(update={"reply_to": "desk@kairos.example"})
    recipient = a_contact(**members)
    return Outgoing(message, Template.shipped()[template], recipient, policy, NOW)


def mail(template: str = "case_reply", **members: Any) -> EmailMessage:
    found = message_from_bytes(compose(outgoing(template, **members)).as_bytes(), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_headers() -> None:
    found = mail()
    assert found["From"] == "service@kairos.example"
    assert found["To"] == "张三 <zhang-san@acme.example>"
    assert found["Subject"] == "[C-000123] 设备 <无法> 联网"
    assert found["Message-ID"] == "<msg_1@kairos.example>"
    assert found["References"] == "<case_1@kairos.example>"
    assert found["Reply-To"] == "desk@kairos.example"
    assert found["Content-Language"] == "zh-CN"


def test_both_parts_say_the_same_and_html_is_escaped() -> None:
    found = mail()
    plain, html = found.get_body(("plain",)), found.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "请重启。" in plain.get_content()
    assert "<p>请重启。</p>" in html.get_content()
    assert "设备 &lt;无法&gt; 联网" in html.get_content()


def test_the_machine_says_that_it_is_one_and_a_person_does_not() -> None:
    assert mail("case_received")["Auto-Submitted"] == "auto-generated"
    assert mail("case_reply")["Auto-Submitted"] is None


def test_mail_is_seven_bit() -> None:
    compose(outgoing()).as_bytes().decode("ascii")


def test_a_name_cannot_write_headers() -> None:
    found = mail(name="张三\r\nBcc: x@evil.example")
    assert found["Bcc"] is None
    assert found["To"].addresses[0].addr_spec == "zhang-san@acme.example"


class Ses:
    """SES as far as it matters: it answers or raises."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def send_email(self, **_: Any) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def refusal(code: str, status: int) -> ClientError:
    answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "SendEmail")


URL = "https://email.eu-central-1.amazonaws.com"


@pytest.mark.parametrize(
    ("answer", "word", "reason"),
    [
        ({"MessageId": "ses-1"}, "sent", None),
        (refusal("MessageRejected", 400), "refused", "MessageRejected"),
        (refusal("BadRequestException", 400), "refused", "BadRequestException"),
        (refusal("TooManyRequestsException", 429), "not_sent", "TooManyRequestsException"),
        (refusal("SendingPausedException", 400), "not_sent", "SendingPausedException"),
        (refusal("AccessDeniedException", 403), "not_sent", "AccessDeniedException"),
        (refusal("InternalServiceErrorException", 500), "unknown", "InternalServiceErrorException"),
        (ConnectTimeoutError(endpoint_url=URL), "not_sent", "ConnectTimeoutError"),
        (EndpointConnectionError(endpoint_url=URL), "not_sent", "EndpointConnectionError"),
        (ReadTimeoutError(endpoint_url=URL), "unknown", "ReadTimeoutError"),
        (ConnectionClosedError(endpoint_url=URL), "unknown", "ConnectionClosedError"),
    ],
)
def test_answers(answer: Any, word: str, reason: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aws, "client", lambda _: Ses(answer))
    outcome = CHANNEL.send(outgoing())
    assert (outcome.word, outcome.reason) == (word, reason)


@pytest.mark.parametrize("address", ["no-at-sign", "a b@c.example", "ünïcode@acme.example", "a@b@c.example"])
def test_an_address_that_is_none_is_refused_without_a_call(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aws, "client", lambda _: pytest.fail("SES was called"))
    outcome = CHANNEL.send(outgoing(email=address))
    assert (outcome.word, outcome.reason) == ("refused", "invalid_address")


def test_a_call_is_not_repeated_by_the_client_itself() -> None:
    assert aws.config("sesv2").retries == {"total_max_attempts": 1, "mode": "standard"}
    assert aws.config("dynamodb").retries["total_max_attempts"] > 1
