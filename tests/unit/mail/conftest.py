"""Mails as they are written, and the shortest way to read them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from crm.mail import reading
from crm.mail.model import Mail, Read
from crm.mail.settings.recognition import Recognition

RECEIVED_AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
RULES = Recognition(addresses=("support@desk.example",), reference_domains=("desk.example",))
HEADERS = {
    "From": "Wang <wang@customer.example>",
    "To": "support@desk.example",
    "Subject": "Printer",
    "Message-ID": "<1@customer.example>",
    "Date": "Mon, 02 Mar 2026 09:00:00 +0800",
}


def written(headers: Mapping[str, str | None] | None = None, body: str | bytes = "Hello") -> bytes:
    """Return a mail from a customer; a header that is None is left out."""
    named = {**HEADERS, **(headers or {})}
    top = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value is not None)
    return top.encode() + b"\r\n" + (body if isinstance(body, bytes) else body.encode())


def parted(
    *parts: bytes, kind: str = "mixed", headers: Mapping[str, str | None] | None = None, edge: str = "edge"
) -> bytes:
    """Return a mail of several parts."""
    body = b"".join(b"--%b\r\n" % edge.encode() + part + b"\r\n" for part in parts) + b"--%b--\r\n" % edge.encode()
    return written({"Content-Type": f'multipart/{kind}; boundary="{edge}"', **(headers or {})}, body)


def part(content_type: str, body: str | bytes, *more: str) -> bytes:
    """Return a part."""
    top = "".join(f"{line}\r\n" for line in (f"Content-Type: {content_type}", *more))
    return top.encode() + b"\r\n" + (body if isinstance(body, bytes) else body.encode())


def read(raw: bytes) -> Read:
    return reading.read(raw, RECEIVED_AT, RULES)


def mail(raw: bytes) -> Mail:
    return read(raw).mail
