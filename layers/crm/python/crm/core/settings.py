"""Settings: every policy as a typed, versioned, immutable document with a default that works.

A *kind* is a subclass of `Setting` that its domain's `settings` lists; its documents have names. Version 0 is the
document shipped with the code; stored ones count from 1. A version never changes, so what was decided under
version 3 stays explainable under version 3.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import ClassVar, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict

from crm.core import dynamodb
from crm.core.access import ADMIN, Role
from crm.core.cache import Cache
from crm.core.errors import NotFoundError

SHIPPED = 0
CURRENT = "CURRENT"

_cache = Cache()


class Setting(BaseModel):
    """The base of every kind of setting."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: ClassVar[str]
    """`<domain>.<kind>`, as it stands in paths."""
    editors: ClassVar[tuple[Role, ...]] = (ADMIN,)

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Return the documents that come with the code, by name."""
        return {}

    def prepared(self) -> Self:
        """Return the document as it is to be stored: a kind may work things out once, when it is written."""
        return self

    def succeed(self, before: Self) -> None:
        """Raise what `rules.broken` returns where the document must not take the place of `before`."""

    def references(self) -> set[tuple[str, str]]:
        """Return the (kind, name) of the settings this document relies on; they must exist."""
        return set()


SettingT = TypeVar("SettingT", bound=Setting)


@dataclass(frozen=True, slots=True)
class Versioned(Generic[SettingT]):
    """A document and where it comes from."""

    name: str
    version: int
    value: SettingT

    @property
    def reference(self) -> str:
        """`<name>@<version>`: how decisions quote the document they were made under."""
        return f"{self.name}@{self.version}"


def pk_of(kind: str, name: str) -> str:
    """Return the partition of a document and its versions."""
    return f"SETTING#{kind}#{name}"


def version_sk(version: int) -> str:
    """Return the sort key of a version."""
    return f"VERSION#{version:06d}"


def kind_named(kind: str) -> type[Setting] | None:
    """Return the class of a kind, or None: only the module that holds it is imported."""
    place = kinds_of(kind.partition(".")[0]).get(kind)
    if place is None:
        return None
    module, _, name = place.partition(":")
    class_: type[Setting] = getattr(import_module(module), name)
    return class_


def kinds_of(domain: str) -> dict[str, str]:
    """Return a domain's kinds, each with the place of its model; none for an unknown domain."""
    if domain not in DOMAINS:
        return {}
    kinds: dict[str, str] = import_module(f"crm.{domain}.settings").KINDS
    return kinds


DOMAINS = (
    *("messaging", "directory", "customers", "knowledge", "cases", "tasks"),
    *("im", "cards", "conflicts", "cadence", "surveys", "analytics"),
)
"""The domains that have settings, in the order of their dependence."""


def current(kind: type[SettingT], name: str = "default") -> Versioned[SettingT]:
    """Return the document in force (cached for `CACHE_SECONDS`); raise `NotFoundError` where there is none."""
    return _cache.get((kind.kind, name, CURRENT), lambda: _read(kind, name, CURRENT))


def at_version(kind: type[SettingT], name: str, version: int) -> Versioned[SettingT]:
    """Return a document as it was at `version`; raise `NotFoundError` where there is none."""
    if version == SHIPPED:
        return _shipped(kind, name)
    return _cache.get((kind.kind, name, version), lambda: _read(kind, name, version_sk(version)))


def at_reference(kind: type[SettingT], reference: str) -> Versioned[SettingT]:
    """Return the document quoted by a `Versioned.reference`."""
    name, _, version = reference.rpartition("@")
    return at_version(kind, name, int(version))


def _read(kind: type[SettingT], name: str, sk: str) -> Versioned[SettingT]:
    item = dynamodb.get_raw("platform", pk_of(kind.kind, name), sk)
    if item is None:
        return _shipped(kind, name)
    document = json.loads(item["document"]["S"])
    return Versioned(name, int(item["version"]["N"]), kind.model_validate(document))


def _shipped(kind: type[SettingT], name: str) -> Versioned[SettingT]:
    document = kind.shipped().get(name)
    if document is None:
        raise NotFoundError(kind.kind, name)
    return Versioned(name, SHIPPED, document)
