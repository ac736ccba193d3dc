"""A mail of a case as it looked: its sanitised HTML, the pictures of the mail put in place of its `cid:` references."""

from datetime import datetime
from html import escape
from typing import Any

from pydantic import BaseModel

from crm.cases.models import CaseMail, InlinePicture
from crm.cases.reading import find
from crm.cases.repository import mails
from crm.core import aws, environment
from crm.core.command import Command
from crm.core.errors import NotFoundError

LINK_SECONDS = 300
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What browsers show and cannot run: an SVG may hold scripts."""


class CaseMailView(BaseModel):
    """A mail of a case. `html` may be shown as it is; its pictures are there for some minutes."""

    mail_id: str
    message_id: str | None
    sender: str
    sender_name: str
    subject: str
    received_at: datetime
    text: str
    html: str | None


def show(reference: str, mail_id: str, command: Command) -> CaseMailView:
    """Show a mail of a case to whoever may see the case; raise `NotFoundError` where it is not the case's."""
    case = find(reference, command)
    mail = mails.find(case.id, mail_id)
    if mail is None:
        raise NotFoundError("mail", mail_id)
    members = mail.model_dump(include=set(CaseMailView.model_fields))
    return CaseMailView(**members, html=None if mail.html_key is None else _html(mail, mail.html_key))


def _html(mail: CaseMail, key: str) -> str:
    answer: dict[str, Any] = aws.client("s3").get_object(Bucket=environment.get("BUCKET_INBOX"), Key=key)
    html = str(answer["Body"].read().decode())
    for picture in mail.pictures:
        if picture.content_type in _PICTURES:
            html = html.replace(f'src="cid:{escape(picture.content_id)}"', f'src="{escape(_link(picture))}"')
    return html


def _link(picture: InlinePicture) -> str:
    parameters = {
        "Bucket": environment.get("BUCKET_INBOX"),
        "Key": picture.inbox_key,
        "ResponseContentType": picture.content_type,
    }
    return str(aws.client("s3").generate_presigned_url("get_object", Params=parameters, ExpiresIn=LINK_SECONDS))
