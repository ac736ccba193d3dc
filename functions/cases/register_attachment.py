"""Record that a file has arrived."""

from crm.cases import attachments, grants
from crm.core.command import Command
from crm.core.triggers import on_upload


@on_upload("attachments", uses=[grants.CHANGE_BY_ID])
def handler(key: str, size_bytes: int, command: Command) -> None:
    """Record that an announced file has arrived in the bucket."""
    attachments.register(key, size_bytes, command)
