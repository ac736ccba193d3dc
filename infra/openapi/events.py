"""The published events: what is on the bus, as JSON Schemas."""

import importlib
import inspect
from typing import Any

from crm.core.events import Envelope, Event
from infra import catalog
from infra.catalog import CatalogError
from infra.openapi.components import tidied

_CRM = catalog.ROOT / "layers" / "crm" / "python" / "crm"


def event_types() -> dict[str, type[Event]]:
    """Return every event by its name; two of one name would be told apart by nobody."""
    catalog.handlers()
    for path in sorted(_CRM.glob("*/events.py")):
        importlib.import_module(f"crm.{path.parent.name}.events")
    found: dict[str, type[Event]] = {}
    for kind in _below(Event):
        if found.setdefault(kind.__name__, kind) is not kind:
            raise CatalogError(f"two events are called {kind.__name__}")
    return dict(sorted(found.items()))


def _below(kind: type[Event]) -> list[type[Event]]:
    found = []
    for child in kind.__subclasses__():
        own = [] if not child.__module__.startswith("crm.") or child.__name__.startswith("_") else [child]
        found += [*own, *_below(child)]
    return found


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each event's `detail`, by the event's name."""
    return {name: _schema(name, kind) for name, kind in event_types().items()}


def _schema(name: str, kind: type[Event]) -> dict[str, Any]:
    envelope = Envelope.model_json_schema(mode="serialization")
    data = kind.model_json_schema()
    definitions = envelope.pop("$defs", {}) | data.pop("$defs", {})
    definitions.pop("JsonValue", None)
    properties = envelope["properties"] | {
        "type": {"const": name},
        "schema_version": {"const": kind.schema_version},
        "data": data,
    }
    if "#/$defs/JsonValue" in str(properties) + str(definitions):
        definitions["JsonValue"] = {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://schemas.kairos.example/events/{name}.json",
        "title": name,
        "description": inspect.getdoc(kind),
        "x-source": f"crm.{kind.__module__.split('.')[1]}",
        "type": "object",
        "properties": tidied(properties),
        "required": envelope["required"],
        "additionalProperties": False,
        "$defs": tidied(dict(sorted(definitions.items()))),
    }
