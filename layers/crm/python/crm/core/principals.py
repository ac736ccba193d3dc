"""What the kernel knows of who calls: whether they are active, their language and, of colleagues, roles and team.

The directory and the customers' domain own the records; the kernel reads these attributes of them and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from crm.core import dynamodb
from crm.core.cache import Cache
from crm.core.i18n import Locale

Found = TypeVar("Found")

_cache = Cache()


@dataclass(frozen=True, slots=True)
class Principal:
    """A colleague, as far as access and language go."""

    active: bool
    roles: frozenset[str]
    locale: Locale
    team_id: str | None


@dataclass(frozen=True, slots=True)
class Customer:
    """A contact, as far as access and language go."""

    active: bool
    locale: Locale


def find(user_id: str) -> Principal | None:
    """Return the principal of a user, or None where the directory does not know them."""
    return _remembered(("user", user_id), lambda: _read(user_id))


def find_customer(contact_id: str) -> Customer | None:
    """Return what is known of a contact, or None where there is none."""
    return _remembered(("contact", contact_id), lambda: _read_customer(contact_id))


def _remembered(key: tuple[str, str], read: Callable[[], Found]) -> Found | None:
    try:
        return _cache.get(key, read)
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


def _read_customer(contact_id: str) -> Customer:
    item = dynamodb.get_raw("customers", contact_id, "META")
    if item is None or item["kind"]["S"] != "contact":
        raise _UnknownError
    return Customer(active=item["active"]["BOOL"], locale=item["locale"]["S"])
