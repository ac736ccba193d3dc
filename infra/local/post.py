"""Mail that comes in: laid into the inbox as Amazon SES would, with what SES writes above it."""

import uuid
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from crm.core import clock
from crm.mail import storage
from infra.local.resources import REGION, client
from infra.local.twin import Twin

_VERDICTS = {"spam": "PASS", "virus": "PASS", "dmarc": "pass"}


def arrives(twin: Twin, asked: Mapping[str, Any]) -> str:
    """Lay a mail into the inbox and return its key.

    `raw` is a whole mail; else it is written from `from`, `to`, `subject`, `text`, `html` and `headers`.
    `envelope_from` and `recipient` are the envelope's; `spam`, `virus` and `dmarc` what the scanners find.
    `key` is under which name it lies.
    """
    raw = str(asked["raw"]).encode("utf-8", "surrogateescape") if "raw" in asked else written(twin, asked)
    return lay_down(twin, raw, asked)


def lay_down(twin: Twin, raw: bytes, asked: Mapping[str, Any]) -> str:
    """Lay the bytes of a mail into the inbox, below what SES writes; return the key."""
    key = f"{storage.RAW}{asked.get('key', uuid.uuid4().hex)}"
    client("s3").put_object(Bucket=twin.site.bucket("inbox"), Key=key, Body=_by_ses(twin, asked) + raw)
    return key


def written(twin: Twin, asked: Mapping[str, Any]) -> bytes:
    """Return a mail as a person's program would write it."""
    mail = EmailMessage()
    mail["From"] = str(asked["from"])
    mail["To"] = str(asked.get("to", twin.site.sender))
    mail["Subject"] = str(asked.get("subject", ""))
    headers = {
        "Date": format_datetime(clock.now()),
        "Message-ID": f"<{uuid.uuid4().hex}@mail.example>",
        **asked.get("headers", {}),
    }
    for name, value in headers.items():
        mail[name] = str(value)
    mail.set_content(str(asked.get("text", "")))
    if "html" in asked:
        mail.add_alternative(str(asked["html"]), subtype="html")
    return mail.as_bytes()


def _by_ses(twin: Twin, asked: Mapping[str, Any]) -> bytes:
    found = {name: asked.get(name, usual) for name, usual in _VERDICTS.items()}
    sender = asked.get("envelope_from", asked.get("from", ""))
    recipient = asked.get("recipient", asked.get("to", twin.site.sender))
    lines = (
        f"Return-Path: <{_bare(sender)}>",
        f"Received: from mx.mail.example by inbound-smtp.{REGION}.amazonaws.com with SMTP id {uuid.uuid4().hex} "
        f"for {_bare(recipient)}; {format_datetime(clock.now())}",
        f"X-SES-Spam-Verdict: {found['spam']}",
        f"X-SES-Virus-Verdict: {found['virus']}",
        f"Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc={found['dmarc']}",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def _bare(address: str) -> str:
    return address.rpartition("<")[2].rstrip("> ")
