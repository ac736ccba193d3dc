"""The OpenAPI 3.1 document of all actions that the HTTP API calls."""

import importlib
from collections.abc import Iterator
from typing import Any

from crm.core import settings_store
from crm.core.spec import Http
from crm.core.version import VERSION
from infra import catalog
from infra.openapi import shared
from infra.openapi.components import Components
from infra.openapi.operations import operation

INTRODUCTION = """Every answer is JSON in `snake_case`; instants are RFC 3339 in UTC and end in `_at`, dates in `_on`.

* **Refusals** are `application/problem+json` (RFC 9457): `code` is stable for programs, `title` and `remedy` are
  for people, in `zh-CN` or `en` as the person or `Accept-Language` prefers, `instance` finds the log.
* **Once**: a POST carries an `Idempotency-Key`; repeated with the same key it answers as the first time.
* **Versions**: an edit carries the version it edits in `If-Match`; the answer's `ETag` is the new one.
* **Lists** are paged: pass `next_cursor` as `cursor` until it is null.
* Unknown and invisible are both 404.
"""


def build() -> dict[str, Any]:
    """Return the document, the same for the same code."""
    components = Components()
    _add_settings(components)
    paths: dict[str, dict[str, Any]] = {}
    names: dict[str, str] = {}
    for handler, http in _endpoints():
        spec = handler.spec
        if names.setdefault(spec.name, spec.operation) != spec.operation:
            raise catalog.CatalogError(f"{spec.operation} and {names[spec.name]} have the same operation id")
        paths.setdefault(http.path, {})[http.method.lower()] = operation(handler, http, components)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kairos CRM", "version": VERSION, "description": INTRODUCTION},
        "servers": [{"url": "/"}],
        "tags": [{"name": domain, "description": _introduction(domain)} for domain in _domains()],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": components.used(paths),
            "responses": dict(sorted(components.responses.items())),
            "parameters": shared.PARAMETERS,
            "headers": shared.HEADERS,
            "securitySchemes": shared.SECURITY_SCHEMES,
        },
    }


def _endpoints() -> Iterator[tuple[Any, Http]]:
    for handler in catalog.handlers().values():
        if isinstance(handler.spec.trigger, Http):
            yield handler, handler.spec.trigger


def _domains() -> list[str]:
    return sorted({handler.spec.domain for handler, _ in _endpoints()})


def _introduction(domain: str) -> str:
    return (importlib.import_module(f"functions.{domain}").__doc__ or domain).strip()


def _add_settings(components: Components) -> None:
    """Add the form of every kind of setting, and the choice between them that `PutSetting` holds."""
    references = [components.add_model(kind, settings_store.kind_of(kind)) for kind in settings_store.kinds()]
    description = "A document of one of the kinds of settings."
    components.schemas["SettingDocument"] = {"description": description, "anyOf": references}
