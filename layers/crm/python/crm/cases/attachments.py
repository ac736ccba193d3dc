"""Files of a case: announced to us, uploaded straight to the bucket, recorded when they have arrived."""

import re
import unicodedata
from datetime import datetime, timedelta
from urllib.parse import quote

from pydantic import BaseModel

from crm.cases import desk, repository, visibility
from crm.cases.events import AttachmentAdded
from crm.cases.models import Attachment
from crm.cases.repository import files
from crm.cases.requests import AnnounceAttachment
from crm.cases.settings.handling import Handling
from crm.cases.vocabulary import Visibility
from crm.core import aws, environment, ids, settings
from crm.core.command import Command
from crm.core.errors import InvalidError, NotFoundError
from crm.core.transaction import Transaction

UPLOAD_FOR = timedelta(minutes=15)
DOWNLOAD_FOR = timedelta(minutes=5)
_NAME_LIMIT = 120
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control characters, directions of writing, halves of characters, and what breaks lines."""


class AttachmentNotAcceptedError(InvalidError):
    """The file is of a type, or of a size, that the desk does not take."""

    code = "attachment_not_accepted"


class UploadTicket(BaseModel):
    """Where and how to upload: a POST of a form with these fields, the file last."""

    attachment_id: str
    url: str
    fields: dict[str, str]
    expires_at: datetime


class AttachmentView(BaseModel):
    """A file of a case, with a link that works for a few minutes."""

    attachment_id: str
    file_name: str
    content_type: str
    size_bytes: int
    visibility: Visibility
    announced_at: datetime
    url: str
    url_expires_at: datetime


class AttachmentList(BaseModel):
    """The files of a case, oldest first."""

    items: list[AttachmentView]


def announce(reference: str, body: AnnounceAttachment, command: Command, then: str | None = None) -> UploadTicket:
    """Announce a file and get the form to upload it with; it belongs to the case once it has arrived.

    Raises `AttachmentNotAcceptedError` for a type or size that the desk does not take. Customers' files are
    always public. A form on a page says where the browser goes on (`then`) once the file has been taken.
    """
    case = repository.get(reference)
    visibility.require_visible(case, command.caller, reference)
    _require_acceptable(body)
    attachment_id = ids.new_id("file")
    name = safe_name(body.file_name)
    attachment = Attachment(
        attachment_id=attachment_id,
        file_name=name,
        content_type=body.content_type,
        size_bytes=body.size_bytes,
        visibility="public" if command.caller.kind == "customer" else body.visibility,
        state="pending",
        key=f"{case.id}/{attachment_id}",
        announced_at=command.now,
        announced_by=command.caller.id,
    )
    ticket = _ticket(attachment, command.now, then)
    transaction = Transaction(command)
    files.put(transaction, case.id, attachment)
    transaction.commit(ticket)
    return ticket


def register(key: str, size_bytes: int, command: Command) -> None:
    """Record that an announced file has arrived; a second notice changes nothing."""
    case_id, _, attachment_id = key.partition("/")
    attachment = files.find(case_id, attachment_id)
    if attachment is None:
        raise NotFoundError("attachment", key)
    if attachment.state == "stored":
        return
    stored = attachment.model_copy(update={"state": "stored", "size_bytes": size_bytes})
    work = desk.begin(repository.get_itself(case_id), command)
    work.happened(
        AttachmentAdded(
            attachment_id=attachment_id,
            file_name=attachment.file_name,
            content_type=attachment.content_type,
            size_bytes=size_bytes,
            visibility=attachment.visibility,
        )
    )
    work.also(lambda transaction: files.put(transaction, case_id, stored))
    work.commit()


def list_of(reference: str, command: Command) -> AttachmentList:
    """Return the files of a case that have arrived, each with a link; customers see the public ones."""
    case = repository.get(reference)
    visibility.require_visible(case, command.caller, reference)
    shown = [
        each
        for each in files.of_all(case.partitions)
        if each.state == "stored" and (command.caller.kind == "staff" or each.visibility == "public")
    ]
    return AttachmentList(items=[_view(each, command.now) for each in shown])


def safe_name(name: str) -> str:
    """Return a file name without paths, control characters and directions of writing."""
    last = _UNSAFE.split(unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2])
    visible = "".join(each for each in "_".join(last) if unicodedata.category(each) not in _INVISIBLE)
    return visible.strip(" .")[:_NAME_LIMIT] or "file"


def _require_acceptable(body: AnnounceAttachment) -> None:
    rules = settings.current(Handling).value
    if body.content_type not in rules.attachment_types:
        raise AttachmentNotAcceptedError("content_type", accepted=list(rules.attachment_types))
    if body.size_bytes > rules.attachment_limit_bytes:
        raise AttachmentNotAcceptedError("size_bytes", limit_bytes=rules.attachment_limit_bytes)


def _ticket(attachment: Attachment, now: datetime, then: str | None) -> UploadTicket:
    back = {} if then is None else {"success_action_redirect": then}
    form = aws.client("s3").generate_presigned_post(
        environment.get("BUCKET_ATTACHMENTS"),
        attachment.key,
        Fields={"Content-Type": attachment.content_type, **back},
        Conditions=[
            {"Content-Type": attachment.content_type},
            *([back] if back else []),
            ["content-length-range", 1, attachment.size_bytes],
        ],
        ExpiresIn=int(UPLOAD_FOR.total_seconds()),
    )
    return UploadTicket(
        attachment_id=attachment.attachment_id, url=form["url"], fields=form["fields"], expires_at=now + UPLOAD_FOR
    )


def _view(attachment: Attachment, now: datetime) -> AttachmentView:
    name = attachment.file_name
    ascii_name = name.encode("ascii", "replace").decode().replace("?", "_")
    url = aws.client("s3").generate_presigned_url(
        "get_object",
        Params={
            "Bucket": environment.get("BUCKET_ATTACHMENTS"),
            "Key": attachment.key,
            "ResponseContentDisposition": f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name)}",
            "ResponseContentType": attachment.content_type,
        },
        ExpiresIn=int(DOWNLOAD_FOR.total_seconds()),
    )
    members = attachment.model_dump(include=set(AttachmentView.model_fields))
    return AttachmentView(**members, url=url, url_expires_at=now + DOWNLOAD_FOR)
