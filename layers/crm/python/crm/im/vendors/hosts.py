"""Addresses that a provider sends to be answered at: taken only on its own host, whoever wrote them."""

from typing import Any
from urllib.parse import urlsplit


def on_host(url: Any, host: str) -> str | None:
    """Return an https address on `host` itself, None for any other."""
    if not isinstance(url, str) or not url.isascii() or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
        elsewhere = parts.scheme != "https" or parts.netloc != host
    except ValueError:
        return None
    return None if elsewhere else url
