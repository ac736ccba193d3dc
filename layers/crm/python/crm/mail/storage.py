"""The inbox: mail as it came, and its files laid apart."""

from typing import Any
from urllib.parse import quote

from crm.core import aws, environment

RAW = "raw/"
"""Where SES lays mail down, and where a function is called for it."""

FILES = "files/"
LINK_SECONDS = 300


class OriginalGoneError(Exception):
    """The mail does not lie in the inbox any more."""


def fetch(key: str) -> bytes:
    """Return what lies under a key; raise `OriginalGoneError` where nothing does."""
    s3 = aws.client("s3")
    try:
        answer: dict[str, Any] = s3.get_object(Bucket=_bucket(), Key=key)
    except s3.exceptions.NoSuchKey:
        raise OriginalGoneError(key) from None
    content: bytes = answer["Body"].read()
    return content


def lay_down(key: str, content: bytes, content_type: str) -> None:
    """Put a file beside its mail; doing it again changes nothing."""
    aws.client("s3").put_object(Bucket=_bucket(), Key=key, Body=content, ContentType=content_type)


def link(key: str, name: str, content_type: str) -> str:
    """Return an address from which a file can be fetched for some minutes, as a file and never as a page."""
    parameters = {
        "Bucket": _bucket(),
        "Key": key,
        "ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "ResponseContentType": content_type,
    }
    return str(aws.client("s3").generate_presigned_url("get_object", Params=parameters, ExpiresIn=LINK_SECONDS))


def _bucket() -> str:
    return environment.get("BUCKET_INBOX")
