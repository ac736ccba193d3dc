"""What the kernel knows of a colleague who calls: whether they are active, their roles, language and team.

The directory owns the record; the kernel reads these attributes of it and nothing else.
"""

from dataclasses import dataclass

from crm.core import dynamodb
from crm.core.cache import Cache
from crm.core.i18n import Locale

_cache = Cache()


@dataclass(frozen=True, slots=True)
class Principal:
    """A colleague, as far as access and language go."""

    active: bool
    roles: frozenset[str]
    locale: Locale
    team_id: str | None


def find(user_id: str) -> Principal | None:
    """Return the principal of a user, or None where the directory does not know them."""
    try:
        return _cache.get(user_id, lambda: _read(user_id))
    except _UnknownError:
        return None  # not remembered: somebody new must not be a stranger for a minute


class _UnknownError(Exception):
    pass


def _read(user_id: str) -> Principal:
    item = dynamodb.get_raw("directory", user_id, "META")
    if item is None or item["kind"]["S"] != "user":
        raise _UnknownError
    return Principal(
        active=item["active"]["BOOL"],
        roles=frozenset(each["S"] for each in item["roles"]["L"]),
        locale=item["locale"]["S"],
        team_id=item.get("team_id", {}).get("S"),
    )
