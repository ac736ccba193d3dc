"""Changing settings: one document at a time, or many at once from a file."""

import json
import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from crm.core import problem, settings_store
from crm.core.command import Command
from crm.core.commit import CommitRecord
from crm.core.errors import CrmError, InvalidError, InvalidPayloadError, NotAllowedError, NotFoundError
from crm.core.events import Event
from crm.core.settings import CURRENT, SHIPPED, Setting, pk_of, version_sk
from crm.core.settings_store import CurrentItem, Document, SettingRow, SettingView, VersionItem
from crm.core.transaction import Transaction

MAX_ROWS = 200

Note = Annotated[str, Field(min_length=1, max_length=500)]
"""Why it was changed, for whoever wonders later."""


class SettingChanged(Event):
    """A new version of a setting is in force."""

    kind: str
    name: str
    version: int
    note: str


class SettingReferenceError(InvalidError):
    """The document relies on a setting that does not exist."""

    code = "setting_reference_unknown"


class DuplicateRowError(InvalidError):
    """An import has two rows for one document."""

    code = "duplicate_row"


class PutSetting(BaseModel):
    """A document to put in force, and why. `GET /schema/{kind}` tells the form of the document."""

    model_config = ConfigDict(extra="forbid")

    document: Document
    note: Note


class ImportSettings(BaseModel):
    """Documents to bring in; with `dry_run`, only to look at."""

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[list[SettingRow], Field(min_length=1, max_length=MAX_ROWS)]
    note: Note
    dry_run: bool = True


class ImportFault(BaseModel):
    """What is wrong with a row."""

    field: str
    rule: str
    message: str


class ImportVerdict(BaseModel):
    """What an import does, or would do, with a row."""

    kind: str
    name: str
    verdict: Literal["new", "update", "unchanged", "invalid"]
    version: int | None
    errors: list[ImportFault]


class ImportReport(BaseModel):
    """What an import did, or would do, row by row."""

    dry_run: bool
    rows: list[ImportVerdict]


def put(kind: str, name: str, body: PutSetting, command: Command) -> SettingView:
    """Put a new version in force.

    Raises `NotFoundError` for an unknown kind, `InvalidError` for a name of a wrong form, `NotAllowedError`
    where the caller may not edit it, `InvalidPayloadError`, `SettingReferenceError`, and `StaleVersionError`
    where `If-Match` is not the version in force; 0 stands for the document shipped with the code, and for none
    at all. A document equal to the one in force makes no new version.
    """
    class_ = settings_store.kind_of(kind)
    if not re.fullmatch(settings_store.NAME, name):
        raise InvalidError("name")
    value = _accept(class_, body.document, command)
    _check_references(value, set())
    item, before = _in_force(class_, name)
    current = {} if before is None else before.model_dump(mode="json")
    command.require_version(SHIPPED if before is None else before.version, current)
    if before is not None and before.document == _dump(value):
        return before
    _check_succession(value, before)
    return _write(value, name, item, body.note, command)


def import_rows(body: ImportSettings, command: Command) -> ImportReport:
    """Bring in documents one by one, or only say what each would do.

    Rows are independent: an invalid one keeps no other from being taken. They may rely on each other in any
    order. A row equal to what is in force changes nothing, so the same import may be run again.
    """
    verdicts: dict[int, ImportVerdict] = {}
    accepted: set[tuple[str, str]] = set()
    waiting = dict(enumerate(body.rows))
    while waiting:
        for position, row in list(waiting.items()):
            verdicts[position] = _import_row(row, body, accepted, command)
            if verdicts[position].verdict != "invalid":
                accepted.add((row.kind, row.name))
        # Only a row that relies on one accepted after it is worth another look.
        again = {at: row for at, row in waiting.items() if _lacks_reference(verdicts[at])}
        waiting = again if len(again) < len(waiting) else {}
    return ImportReport(dry_run=body.dry_run, rows=[verdicts[position] for position in sorted(verdicts)])


def _lacks_reference(verdict: ImportVerdict) -> bool:
    return any(error.rule == SettingReferenceError.code for error in verdict.errors)


def _import_row(
    row: SettingRow, body: ImportSettings, accepted: set[tuple[str, str]], command: Command
) -> ImportVerdict:
    def verdict(word: Any, version: int | None = None, errors: Sequence[ImportFault] = ()) -> ImportVerdict:
        return ImportVerdict(kind=row.kind, name=row.name, verdict=word, version=version, errors=list(errors))

    try:
        value = _accept(settings_store.kind_of(row.kind), row.document, command)
        _check_references(value, accepted)
        if (row.kind, row.name) in accepted:
            raise DuplicateRowError("name", name=row.name)
        item, before = _in_force(type(value), row.name)
        _check_succession(value, before)
    except CrmError as error:
        return verdict("invalid", errors=_faults(error, command))
    if before is not None and before.document == _dump(value):
        return verdict("unchanged", before.version)
    word = "new" if before is None else "update"
    if body.dry_run:
        return verdict(word)
    return verdict(word, _write(value, row.name, item, body.note, command).version)


def _faults(error: CrmError, command: Command) -> list[ImportFault]:
    locale = command.caller.locale
    if isinstance(error, InvalidPayloadError):
        return [ImportFault.model_validate(problem.member(each, locale)) for each in error.errors]
    field = error.facts.get("field", "kind")
    return [ImportFault(field=field, rule=error.code, message=problem.text(error, "title", locale))]


def _accept(kind: type[Setting], document: Document, command: Command) -> Setting:
    if not command.caller.has(*kind.editors):
        raise NotAllowedError(roles=sorted(kind.editors))
    try:
        prepared = kind.model_validate_json(json.dumps(document)).prepared()
        # What a kind works out must itself hold: a stored document is read by every function.
        return kind.model_validate_json(prepared.model_dump_json())
    except ValidationError as error:
        errors = [{**each, "loc": ("document", *each["loc"])} for each in error.errors(include_url=False)]
        raise InvalidPayloadError(errors) from None


def _in_force(kind: type[Setting], name: str) -> tuple[CurrentItem | None, SettingView | None]:
    item = CurrentItem.find(pk_of(kind.kind, name), CURRENT)
    return item, settings_store.view_of(item) if item else settings_store.shipped_view(kind, name)


def _check_references(value: Setting, accepted: set[tuple[str, str]]) -> None:
    for kind, name in sorted(value.references() - accepted):
        try:
            settings_store.get(kind, name, None)
        except NotFoundError:
            raise SettingReferenceError("document", kind=kind, name=name) from None


def _check_succession(value: Setting, before: SettingView | None) -> None:
    if before is None:
        return
    try:
        value.succeed(type(value).model_validate(before.document))
    except PydanticCustomError as error:
        fault = {"loc": ("document",), "type": error.type, "ctx": error.context}
        raise InvalidPayloadError([fault]) from None


def _write(value: Setting, name: str, item: CurrentItem | None, note: str, command: Command) -> SettingView:
    version = 1 if item is None else int(item.version) + 1
    common: dict[str, Any] = {
        "pk": pk_of(value.kind, name),
        "name": name,
        "document": json.dumps(_dump(value), ensure_ascii=False, sort_keys=True),
        "changed_at": command.now.isoformat(),
        "changed_by": command.caller.id,
        "note": note,
    }
    newest = CurrentItem(sk=CURRENT, setting_kind=value.kind, **common)
    if item is not None:
        newest.version = item.version
    kept = VersionItem(sk=version_sk(version), version=version, **common)
    view = settings_store.view_of(kept)
    event = SettingChanged(kind=value.kind, name=name, version=version, note=note)
    transaction = Transaction(command)
    transaction.put(newest)
    transaction.put(kept, when=VersionItem.pk.does_not_exist())
    transaction.record("platform", CommitRecord.of(command, newest.pk, version, [event], []))
    transaction.commit(view)
    return view


def _dump(value: Setting) -> Document:
    return value.model_dump(mode="json")
