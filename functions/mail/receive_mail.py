"""Take in a mail that SES laid down in the inbox."""

from crm.core.command import Command
from crm.core.triggers import on_upload
from crm.mail import grants, receiving, storage


@on_upload("inbox", storage.RAW, uses=[grants.TAKE_APART], memory_mb=1024, timeout_seconds=60)
def handler(key: str, size_bytes: int, command: Command) -> None:
    """Read a mail that has arrived, judge it, and hand it on to the cases or park it; twice delivered, it is one."""
    receiving.receive(key, size_bytes, command)
