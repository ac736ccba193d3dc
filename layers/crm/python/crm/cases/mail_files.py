"""Files that came by mail: which of them a case takes, and fetching those from the inbox."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from crm.cases import attachments
from crm.cases.events import MailFileRefused, MailFileTaken, MailTakenIn
from crm.cases.models import Attachment
from crm.cases.repository import files
from crm.cases.settings.handling import Handling
from crm.core import aws, environment, ids
from crm.core.command import Command


class Sent(NamedTuple):
    """A file of a mail, where it lies in the inbox."""

    name: str
    content_type: str
    size_bytes: int
    key: str
    content_id: str | None = None
    inline: bool = False


class Sorted(NamedTuple):
    """The files of a mail: those that the case takes, and the refused ones."""

    taken: tuple[Sent, ...]
    refused: tuple[MailFileRefused, ...]


def sort(sent: Sequence[Sent], left_out: Sequence[str], rules: Handling) -> Sorted:
    """Return which files a case takes, by the desk's own limits of type and size; every other one is named."""
    against = {file: _against(file, rules) for file in sent}
    refused = [MailFileRefused(file_name=_name(file), reason=reason) for file, reason in against.items() if reason]
    refused += [MailFileRefused(file_name=attachments.safe_name(each), reason="too_many") for each in left_out]
    return Sorted(tuple(file for file, reason in against.items() if reason is None), tuple(refused))


def told(file: Sent) -> MailFileTaken:
    """Return a file as the case tells of it."""
    return MailFileTaken(attachment_id=attachment_id(file), file_name=_name(file), inbox_key=file.key)


def attachment_id(file: Sent) -> str:
    """Return the id that a file has as a file of a case: the same however often its mail is taken in."""
    return ids.derived_id("file", file.key)


def _against(file: Sent, rules: Handling) -> Literal["type", "size"] | None:
    if file.content_type not in rules.attachment_types:
        return "type"
    return "size" if file.size_bytes > rules.attachment_limit_bytes else None


def _name(file: Sent) -> str:
    return attachments.safe_name(file.name)


def announced(file: Sent, case_id: str, sender_id: str, command: Command) -> Attachment:
    """Return the record of a file that is about to be fetched."""
    return Attachment(
        attachment_id=attachment_id(file),
        file_name=_name(file),
        content_type=file.content_type,
        size_bytes=file.size_bytes,
        visibility="public",
        state="pending",
        key=f"{case_id}/{attachment_id(file)}",
        announced_at=command.now,
        announced_by=sender_id,
    )


def fetch(case_id: str, taken_in: MailTakenIn) -> None:
    """Copy the files of a mail to where the files of cases lie; their arrival there registers them.

    What has arrived already is left alone, so a second run copies nothing twice.
    """
    inbox, bucket = environment.get("BUCKET_INBOX"), environment.get("BUCKET_ATTACHMENTS")
    for each in taken_in.files:
        attachment = files.find(case_id, each.attachment_id)
        if attachment is None or attachment.state == "stored":
            continue
        aws.client("s3").copy_object(
            Bucket=bucket,
            Key=attachment.key,
            CopySource={"Bucket": inbox, "Key": each.inbox_key},
            ContentType=attachment.content_type,
            MetadataDirective="REPLACE",
        )
