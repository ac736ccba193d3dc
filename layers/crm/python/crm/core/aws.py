"""The AWS clients of a function: one botocore session, one client a service, short timeouts, few retries.

An API waits at most 30 seconds and a person far less, so a hanging call must fail early: botocore's own
defaults (60 s, five attempts) would outlive the caller.
"""

import threading
from collections.abc import Callable
from typing import Any

from botocore.config import Config
from botocore.session import Session, get_session

from crm.core import environment

CONNECT_SECONDS = 1
READ_SECONDS = 3
ATTEMPTS = 3
_FUNCTION_SECONDS = 12
"""How long to wait for a function: it works, where other services only answer."""

_ASKED_ONCE = frozenset({"sesv2", "sns"})
"""Services that take no idempotency key: a call whose answer was lost may have done its work."""

_lock = threading.RLock()
_session: Session | None = None
_clients: dict[str, Any] = {}
_watchers: list[Callable[[Session], None]] = []


def session() -> Session:
    """Return the session that every client of this process shares."""
    global _session  # noqa: PLW0603 - made on first use: importing a handler needs no environment
    with _lock:
        if _session is None:
            _session = get_session()
            for watch_session in _watchers:
                watch_session(_session)
        return _session


def watch(watch_session: Callable[[Session], None]) -> None:
    """Hand every session made from now on to `watch_session`, which may register for its events."""
    _watchers[:] = [watch_session]
    forget()


def config(service: str) -> Config:
    """Return the timeouts and retries of a service's client.

    S3's presigned links name the bucket's own region and are signed with version 4: botocore's defaults are those of
    2006, which buckets made since 2020 refuse, and a host that redirects, which a browser's upload does not survive.
    """
    return Config(
        signature_version="s3v4" if service == "s3" else None,
        s3={"addressing_style": "virtual"},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=_FUNCTION_SECONDS if service == "lambda" else READ_SECONDS,
        retries={"total_max_attempts": 1 if service in _ASKED_ONCE else ATTEMPTS, "mode": "standard"},
    )


def client(service: str) -> Any:
    """Return the client of an AWS service, made once."""
    with _lock:
        if service not in _clients:
            endpoint = environment.find(f"{service.upper()}_ENDPOINT", "") or None
            _clients[service] = session().create_client(service, config=config(service), endpoint_url=endpoint)
        return _clients[service]


def forget() -> None:
    """Drop session and clients, as a new container would start without them."""
    global _session  # noqa: PLW0603 - see `session`
    with _lock:
        _session = None
        _clients.clear()
