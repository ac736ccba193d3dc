"""Mail, through Amazon SES."""

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
)

from crm.core import aws, environment, reply_tokens
from crm.messaging.channels.providers import Outcome, Outgoing
from crm.messaging.rendering import Rendered, render

_SEVEN_BIT = SMTP.clone(cte_type="7bit")

_REFUSED = frozenset({"MessageRejected", "BadRequestException"})
"""What SES says of a message that it will never take. Any other refusal is the account's trouble, and passes."""

_NOT_CONNECTED = (ConnectTimeoutError, EndpointConnectionError, NoCredentialsError)
"""What happens before anything is sent."""

_SERVER_ERROR = 500

_CASE = "case_"
"""What the id of a case begins with: messaging knows no cases, only what messages are about."""


class Email:
    """Mail with a plain and an HTML part. SES takes no key, so the same mail must not be handed over twice."""

    def send(self, outgoing: Outgoing) -> Outcome:
        """Write the mail and hand it to SES."""
        try:
            mail = compose(outgoing).as_bytes()
        except (ValueError, IndexError, MessageError):
            return Outcome("refused", "invalid_address")  # nothing else of a mail is not of our own making
        try:
            answer: dict[str, Any] = aws.client("sesv2").send_email(
                FromEmailAddress=environment.get("SENDER"),
                Destination={"ToAddresses": [outgoing.recipient.email]},
                Content={"Raw": {"Data": mail}},
                EmailTags=[{"Name": "message_id", "Value": outgoing.message.id}],
            )
        except ClientError as error:
            return _judged(error)
        except _NOT_CONNECTED as error:
            return Outcome("not_sent", type(error).__name__)
        except BotoCoreError as error:
            return Outcome("unknown", type(error).__name__)
        return Outcome("sent", provider_id=answer["MessageId"])


def compose(outgoing: Outgoing) -> EmailMessage:
    """Return the mail.

    SES replaces the Message-ID by its own; mail programs, and our own inbound mail, find the thread by
    References, which names what the message is about.
    """
    message, recipient = outgoing.message, outgoing.recipient
    sender = environment.get("SENDER")
    domain = sender.rpartition("@")[2].strip("<> ")
    said = _said(outgoing)
    mail = EmailMessage(policy=_SEVEN_BIT)
    mail["From"] = sender
    mail["To"] = Address(display_name=" ".join(recipient.name.split()), addr_spec=recipient.email)
    mail["Subject"] = said.title
    mail["Message-ID"] = f"<{message.id}@{domain}>"
    mail["References"] = f"<{message.subject_id}@{domain}>"
    answers_to = _answers_to(outgoing, sender)
    if answers_to:
        mail["Reply-To"] = answers_to
    if outgoing.template.written_by == "machine":
        mail["Auto-Submitted"] = "auto-generated"
        mail["Precedence"] = "bulk"
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(said.body)
    mail.add_alternative(said.html, subtype="html")
    mail["Content-Language"] = recipient.locale
    return mail


def _answers_to(outgoing: Outgoing, sender: str) -> str | None:
    """Return where an answer goes: about a case to an address that names it, and proves that we wrote there."""
    message, mailbox = outgoing.message, outgoing.policy.reply_to
    if message.audience == "contact" and message.subject_id.startswith(_CASE):
        return reply_tokens.reply_address(mailbox or sender, message.subject_id, message.to) or mailbox
    return mailbox


def _said(outgoing: Outgoing) -> Rendered:
    message, recipient = outgoing.message, outgoing.recipient
    return render(
        message.template,
        outgoing.template,
        "email",
        recipient.locale,
        recipient.zone,
        message.facts,
        recipient.name,
    )


def _judged(error: ClientError) -> Outcome:
    code = str(error.response["Error"]["Code"])
    if code in _REFUSED:
        return Outcome("refused", code)
    status = int(error.response["ResponseMetadata"]["HTTPStatusCode"])
    return Outcome("unknown" if status >= _SERVER_ERROR else "not_sent", code)


CHANNEL = Email()
