"""Identifiers: a prefix that says what a thing is, and 26 characters of Crockford base 32."""

import hashlib

from ulid import ULID

from crm.core import clock

_ULID_BYTES = 16


def new_id(prefix: str) -> str:
    """Return a fresh id such as `case_01J9Z3K8…`, which sorts by the time of its making (a ULID)."""
    return f"{prefix}_{ULID.from_datetime(clock.now())}"


def derived_id(prefix: str, *origin: object) -> str:
    """Return the id of something that follows from `origin`: the same origin always gives the same id."""
    digest = hashlib.sha256("\x1f".join(map(str, origin)).encode()).digest()
    return f"{prefix}_{ULID.from_bytes(digest[:_ULID_BYTES])}"
