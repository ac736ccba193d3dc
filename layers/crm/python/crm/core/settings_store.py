"""Writing settings: the five functions behind `/settings`, for every kind alike."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field, JsonValue, ValidationError
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from crm.core import dynamodb, paging
from crm.core.access import Caller
from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.dynamodb import Item
from crm.core.errors import InvalidError, InvalidPayloadError, NotAllowedError, NotFoundError
from crm.core.events import Event
from crm.core.settings import CURRENT, DOMAINS, SHIPPED, Setting, kind_named, kinds_of, pk_of, version_sk
from crm.core.transaction import Transaction


class SettingChanged(Event):
    """A new version of a setting is in force."""

    kind: str
    name: str
    version: int
    note: str


class SettingReferenceError(InvalidError):
    """The document relies on a setting that does not exist."""

    code = "setting_reference_unknown"


class ByKind(GlobalSecondaryIndex[Any]):
    """The documents in force, by kind and name."""

    class Meta:
        """Few and small: all of it."""

        index_name = "by_kind"
        projection = AllProjection()

    setting_kind = UnicodeAttribute(hash_key=True)
    name = UnicodeAttribute(range_key=True)


class PlatformItem(Item):
    """The base of the items of the platform's table."""

    domain = "platform"

    by_kind = ByKind()
    setting_kind = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)


class CurrentItem(PlatformItem, discriminator="setting"):
    """The document in force: a copy of its newest version."""

    version = VersionAttribute()
    document = UnicodeAttribute()
    changed_at = UnicodeAttribute()
    changed_by = UnicodeAttribute()
    note = UnicodeAttribute()


class VersionItem(PlatformItem, discriminator="setting_version"):
    """One version, for ever."""

    version = NumberAttribute()
    document = UnicodeAttribute()
    changed_at = UnicodeAttribute()
    changed_by = UnicodeAttribute()
    note = UnicodeAttribute()


class SettingView(BaseModel):
    """A document at a version. Version 0 is the one shipped with the code."""

    kind: str
    name: str
    version: int
    document: dict[str, JsonValue]
    changed_at: datetime | None
    changed_by: str | None
    note: str | None


class SettingPage(paging.Page[SettingView]):
    """Documents in force, or the versions of one, newest first."""


class ImportRow(BaseModel):
    """A document to bring in."""

    kind: str = Field(max_length=80)
    name: str = Field(min_length=1, max_length=80)
    document: dict[str, JsonValue]


class ImportVerdict(BaseModel):
    """What an import does, or would do, with one row."""

    kind: str
    name: str
    verdict: Literal["new", "update", "unchanged", "invalid"]
    version: int | None
    errors: list[dict[str, JsonValue]]


def put(kind: str, name: str, document: dict[str, JsonValue], note: str, command: Command) -> SettingView:
    """Put a new version in force.

    Raises `NotFoundError` for an unknown kind, `NotAllowedError` where the caller may not edit it,
    `InvalidPayloadError`, `SettingReferenceError`, and `StaleVersionError` where `If-Match` is not the
    version in force.
    """
    value = _accept(_kind(kind), document, command.caller)
    item = CurrentItem.find(pk_of(kind, name), CURRENT)
    before = _view(item) if item else _shipped_view(_kind(kind), name)
    if before is not None:
        command.require_version(before.version, before.model_dump(mode="json"))
    return _write(value, name, item, note, command)


def get(kind: str, name: str, version: int | None) -> SettingView:
    """Return a document, in force or as it was; raise `NotFoundError` where there is none."""
    class_ = _kind(kind)
    item: CurrentItem | VersionItem | None = None
    if version != SHIPPED:
        item = (
            CurrentItem.find(pk_of(kind, name), CURRENT)
            if version is None
            else VersionItem.find(pk_of(kind, name), version_sk(version))
        )
    shipped = _shipped_view(class_, name) if version in {None, SHIPPED} else None
    if item is None and shipped is None:
        raise NotFoundError(kind, name if version is None else f"{name}@{version}")
    return _view(item) if item else shipped  # type: ignore[return-value]


def list_current(kind: str) -> list[SettingView]:
    """Return the documents of a kind that are in force, stored and shipped, by name."""
    class_ = _kind(kind)
    views = {name: _shipped_view(class_, name) for name in class_.shipped()}
    after: dynamodb.Key | None = None
    while True:
        items, after = dynamodb.query(CurrentItem, kind, index="by_kind", after=after)
        views |= {item.name: _view(item) for item in items}
        if after is None:
            return [view for _, view in sorted(views.items()) if view is not None]


def history(kind: str, name: str, limit: int, cursor: str | None) -> SettingPage:
    """Return the versions of a document, newest first."""
    listing = f"settings:{kind}:{name}"
    items, after = dynamodb.query(
        VersionItem,
        pk_of(_kind(kind).kind, name),
        range_condition=VersionItem.sk.startswith("VERSION#"),
        limit=limit,
        after=paging.unseal(listing, cursor),
        forward=False,
    )
    return SettingPage(
        items=[_view(item) for item in items],
        next_cursor=None if after is None else paging.seal(listing, after),
    )


def import_all(rows: Sequence[ImportRow], note: str, dry_run: bool, command: Command) -> list[ImportVerdict]:
    """Bring in documents one by one, or only say what each would do.

    Rows are independent: an invalid one keeps no other from being taken. A row equal to what is in force
    changes nothing, so the same import may be run again.
    """
    return [_import_one(row, note, dry_run, command) for row in rows]


def _import_one(row: ImportRow, note: str, dry_run: bool, command: Command) -> ImportVerdict:
    def verdict(word: Any, version: int | None = None, errors: Any = ()) -> ImportVerdict:
        return ImportVerdict(kind=row.kind, name=row.name, verdict=word, version=version, errors=list(errors))

    try:
        value = _accept(_kind(row.kind), row.document, command.caller)
    except NotFoundError:
        return verdict("invalid", errors=[{"field": "kind", "rule": "unknown"}])
    except InvalidPayloadError as error:
        named = [{"field": ".".join(map(str, each["loc"])), "rule": each["type"]} for each in error.errors]
        return verdict("invalid", errors=named)
    except SettingReferenceError as error:
        return verdict("invalid", errors=[{"field": error.facts["field"], "rule": error.code}])
    item = CurrentItem.find(pk_of(row.kind, row.name), CURRENT)
    if item is not None and item.document == _dump(value):
        return verdict("unchanged", item.version)
    word = "new" if item is None else "update"
    if dry_run:
        return verdict(word)
    return verdict(word, _write(value, row.name, item, note, command).version)


def export() -> list[SettingView]:
    """Return every stored document in force, of all kinds."""
    return [view for kind in kinds() for view in list_current(kind) if view.version != SHIPPED]


def kinds() -> list[str]:
    """Return the names of all kinds."""
    return [kind for domain in DOMAINS for kind in sorted(kinds_of(domain))]


def _kind(kind: str) -> type[Setting]:
    found = kind_named(kind)
    if found is None:
        raise NotFoundError("setting kind", kind)
    return found


def _accept(kind: type[Setting], document: dict[str, JsonValue], caller: Caller) -> Setting:
    if not caller.has(*kind.editors):
        raise NotAllowedError(roles=sorted(kind.editors))
    try:
        value = kind.model_validate_json(json.dumps(document)).prepared()
    except ValidationError as error:
        errors = [{**each, "loc": ("document", *each["loc"])} for each in error.errors(include_url=False)]
        raise InvalidPayloadError(errors) from None
    for other_kind, other_name in sorted(value.references()):
        try:
            get(other_kind, other_name, None)
        except NotFoundError:
            raise SettingReferenceError("document", kind=other_kind, name=other_name) from None
    return value


def _write(value: Setting, name: str, item: CurrentItem | None, note: str, command: Command) -> SettingView:
    version = 1 if item is None else item.version + 1
    common: dict[str, Any] = {
        "pk": pk_of(value.kind, name),
        "document": _dump(value),
        "changed_at": command.now.isoformat(),
        "changed_by": command.caller.id,
        "note": note,
        "name": name,
    }
    newest = CurrentItem(sk=CURRENT, setting_kind=value.kind, **common)
    if item is not None:
        newest.version = item.version
    kept = VersionItem(sk=version_sk(version), version=version, **common)
    event = SettingChanged(kind=value.kind, name=name, version=version, note=note)
    view = _view(kept, value.kind)
    transaction = Transaction(command)
    transaction.put(newest)
    transaction.put(kept, when=VersionItem.pk.does_not_exist())
    transaction.record("platform", CommitRecord.of(command, newest.pk, version, [event], []))
    transaction.commit(view)
    return view


def _dump(value: Setting) -> str:
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)


def _view(item: CurrentItem | VersionItem, kind: str | None = None) -> SettingView:
    return SettingView(
        kind=kind or item.pk.split("#")[1],
        name=item.name,
        version=int(item.version),
        document=json.loads(item.document),
        changed_at=datetime.fromisoformat(item.changed_at),
        changed_by=item.changed_by,
        note=item.note,
    )


def _shipped_view(kind: type[Setting], name: str) -> SettingView | None:
    document = kind.shipped().get(name)
    if document is None:
        return None
    return SettingView(
        kind=kind.kind,
        name=name,
        version=SHIPPED,
        document=document.model_dump(mode="json"),
        changed_at=None,
        changed_by=None,
        note=None,
    )
