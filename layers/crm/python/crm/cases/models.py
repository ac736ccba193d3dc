"""What belongs to a case beside its state."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from crm.cases.vocabulary import Visibility
from crm.core.repository import Aggregate


class Attachment(BaseModel):
    """A file of a case: announced, then uploaded straight to the bucket, then there."""

    model_config = ConfigDict(frozen=True)

    attachment_id: str
    file_name: str
    content_type: str
    size_bytes: int
    visibility: Visibility
    state: Literal["pending", "stored"]
    key: str
    announced_at: datetime
    announced_by: str


class InlinePicture(BaseModel):
    """A picture that a mail shows within its text, and where it lies in the inbox."""

    model_config = ConfigDict(frozen=True)

    content_id: str
    content_type: str
    inbox_key: str


class CaseMail(BaseModel):
    """What a case keeps of a mail beside its words: how it looked."""

    model_config = ConfigDict(frozen=True)

    mail_id: str
    message_id: str | None
    sender: str
    sender_name: str
    subject: str
    received_at: datetime
    text: str
    html_key: str | None
    pictures: tuple[InlinePicture, ...] = ()


class MailRefusal(Aggregate):
    """That a mail was not taken; its only event says why."""
