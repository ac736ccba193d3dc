"""Settings as they are kept, and reading them: what in force, what once was, and what there is at all."""

import json
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from crm.core import dynamodb, paging
from crm.core.access import Role
from crm.core.dynamodb import Item
from crm.core.errors import InvalidError, NotFoundError
from crm.core.settings import CURRENT, DOMAINS, SHIPPED, Setting, kind_named, kinds_of, pk_of, version_sk

Document = dict[str, JsonValue]
NAME = r"^[A-Za-z0-9_.-]{1,80}$"
Name = Annotated[str, Field(pattern=NAME)]
"""The name of a document: `default` where a kind has but one."""


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
    document: Document
    changed_at: datetime | None
    changed_by: str | None
    note: str | None


class SettingKindView(BaseModel):
    """A kind of setting: what it is for, and who may change it. `GET /schema/{kind}` tells its form."""

    kind: str
    title: str
    editors: list[Role]


class SettingPage(paging.Page[SettingView]):
    """Documents in force or the versions of one; `kinds` is filled where no kind was asked for."""

    kinds: list[SettingKindView]


class SettingRow(BaseModel):
    """A document under its kind and name."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(max_length=80)
    name: Name
    document: Document


class SettingExport(BaseModel):
    """Every stored document in force, in the form that an import takes."""

    rows: list[SettingRow]


def kind_of(kind: str) -> type[Setting]:
    """Return the class of a kind; raise `NotFoundError` where there is none."""
    found = kind_named(kind)
    if found is None:
        raise NotFoundError("setting kind", kind)
    return found


def kinds() -> list[str]:
    """Return the names of all kinds."""
    return [kind for domain in DOMAINS for kind in sorted(kinds_of(domain))]


def get(kind: str, name: str, version: int | None) -> SettingView:
    """Return a document, in force or as it was; raise `NotFoundError` where there is none. One request."""
    class_ = kind_of(kind)
    view = None if version == SHIPPED else _stored(kind, name, version)
    if view is None and version in {None, SHIPPED}:
        view = shipped_view(class_, name)
    if view is None:
        raise NotFoundError(kind, name if version is None else f"{name}@{version}")
    return view


def _stored(kind: str, name: str, version: int | None) -> SettingView | None:
    if version is None:
        current = CurrentItem.find(pk_of(kind, name), CURRENT)
        return view_of(current) if current else None
    kept = VersionItem.find(pk_of(kind, name), version_sk(version))
    return view_of(kept) if kept else None


def listing(kind: str | None, name: str | None, limit: int, cursor: str | None) -> SettingPage:
    """Return the kinds, the documents of a kind, or the versions of a document, newest first."""
    if kind is None:
        if name is not None:
            raise InvalidError("kind")
        described = [
            SettingKindView(kind=each, title=_title(kind_of(each)), editors=list(kind_of(each).editors))
            for each in kinds()
        ]
        return SettingPage(items=[], next_cursor=None, kinds=described)
    views, after = _current(kind, limit, cursor) if name is None else _history(kind, name, limit, cursor)
    return SettingPage(items=views, next_cursor=after, kinds=[])


def _title(kind: type[Setting]) -> str:
    return (kind.__doc__ or kind.kind).splitlines()[0]


def _current(kind: str, limit: int, cursor: str | None) -> tuple[list[SettingView], str | None]:
    """Return documents in force by name, those shipped among those stored. One request."""
    class_, sealed = kind_of(kind), f"settings:{kind}"
    last = paging.unseal(sealed, cursor)
    beyond = None if last is None else ByKind.name > last
    items, after = dynamodb.query(CurrentItem, kind, index="by_kind", range_condition=beyond, limit=limit)
    views = {item.name: view_of(item) for item in items}
    end = items[-1].name if after is not None else None
    for name in sorted(class_.shipped()):
        reached = (last is None or name > last) and (end is None or name <= end)
        view = shipped_view(class_, name) if reached and name not in views else None
        if view is not None:
            views[name] = view
    page = [view for _, view in sorted(views.items())]
    more = after is not None or len(page) > limit
    return page[:limit], paging.seal(sealed, page[limit - 1].name) if more else None


def _history(kind: str, name: str, limit: int, cursor: str | None) -> tuple[list[SettingView], str | None]:
    """Return the stored versions of a document, newest first. One request."""
    sealed = f"settings:{kind}:{name}"
    items, after = dynamodb.query(
        VersionItem,
        pk_of(kind_of(kind).kind, name),
        range_condition=VersionItem.sk.startswith("VERSION#"),
        limit=limit,
        after=paging.unseal(sealed, cursor),
        forward=False,
    )
    return [view_of(item) for item in items], None if after is None else paging.seal(sealed, after)


def export() -> SettingExport:
    """Return every stored document in force, of all kinds."""
    rows: list[SettingRow] = []
    for kind in kinds():
        cursor: str | None = None
        while True:
            views, cursor = _current(kind, paging.MAX_LIMIT, cursor)
            kept = [view for view in views if view.version != SHIPPED]
            rows += [SettingRow(kind=view.kind, name=view.name, document=view.document) for view in kept]
            if cursor is None:
                break
    return SettingExport(rows=rows)


def view_of(item: CurrentItem | VersionItem) -> SettingView:
    """Show a stored document."""
    return SettingView(
        kind=item.pk.split("#")[1],
        name=item.name,
        version=int(item.version),
        document=json.loads(item.document),
        changed_at=datetime.fromisoformat(item.changed_at),
        changed_by=item.changed_by,
        note=item.note,
    )


def shipped_view(kind: type[Setting], name: str) -> SettingView | None:
    """Show a document that came with the code, None where there is none of that name."""
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
