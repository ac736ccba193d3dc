"""Calls of providers over HTTPS, on hosts that are named in the code and nowhere else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from crm.core import environment
from crm.im.outbound.request import OutboundRequest

_CONNECT_SECONDS = 1
_READ_SECONDS = 3
_LIMIT_BYTES = 65_536
"""More of an answer than any provider sends is not read."""


class NotConnectedError(Exception):
    """The provider was not reached: it has taken nothing."""


class AnswerLostError(Exception):
    """The provider was reached, and what it answered is not known."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a provider answered."""

    status: int
    document: Mapping[str, Any]
    """Its members, none where it is no JSON object."""
    headers: Mapping[str, str] = field(default_factory=dict)


def call(request: OutboundRequest) -> Answered:
    """Send a request and return the answer; raise `NotConnectedError` or `AnswerLostError` where there is none."""
    path = f"{request.path}?{urlencode(request.query)}" if request.query else request.path
    pool, prefix = _pool(request.host)
    try:
        answer = pool.urlopen(
            request.method,
            f"{prefix}{path}",
            body=request.body,
            headers={**request.headers, "Host": request.host},
            retries=False,
            redirect=False,
            preload_content=False,
            assert_same_host=False,
        )
        raw = answer.read(_LIMIT_BYTES)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answered(answer.status, _members(raw), headers)
    except (ConnectTimeoutError, NewConnectionError) as error:
        raise NotConnectedError(type(error).__name__) from None
    except (HTTPError, OSError) as error:
        raise AnswerLostError(type(error).__name__) from None
    finally:
        pool.close()


def _pool(host: str) -> tuple[urllib3.HTTPConnectionPool, str]:
    """Return a pool to a host, or to the one that stands in for all of them in the twin, and what goes before paths."""
    timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS)
    stand_in = environment.find("IM_PROVIDERS_URL", "")
    if stand_in:
        parts = urlsplit(stand_in)
        return urllib3.HTTPConnectionPool(parts.hostname or "", parts.port, timeout=timeout), f"/{host}"
    return urllib3.HTTPSConnectionPool(host, timeout=timeout), ""


def _members(raw: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
