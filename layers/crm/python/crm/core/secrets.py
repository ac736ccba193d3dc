"""Signing keys: named versions in one secret, so that a key can be replaced while old signatures stay good.

The secret is a JSON object: `current` names the key to sign with, every other member is a key by its name.
"""

import json

from crm.core import aws, environment
from crm.core.cache import Cache

_cache = Cache()


def _read() -> dict[str, str]:
    answer = aws.client("secretsmanager").get_secret_value(SecretId=environment.get("SECRET_SIGNING"))
    keys: dict[str, str] = json.loads(answer["SecretString"])
    return keys


def signing_key() -> tuple[str, bytes]:
    """Return the name of the current key and the key."""
    keys = _cache.get("signing", _read)
    return keys["current"], keys[keys["current"]].encode()


def verification_key(name: str) -> bytes | None:
    """Return the key called `name`, or None: it was retired, or never was."""
    keys = _cache.get("signing", _read)
    return keys[name].encode() if name in keys and name != "current" else None
