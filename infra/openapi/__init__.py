"""The API document and what else is written down for readers, all of it generated from the catalog.

`python -m infra.openapi` (`make openapi`) writes the files, which are committed; a test writes them anew and
compares.
"""

import json
from pathlib import Path
from typing import Any

from infra import catalog
from infra.openapi import access, actions, document, events

OUTPUTS = (
    catalog.ROOT / "docs" / "openapi.json",
    catalog.ROOT / "docs" / "actions.md",
    catalog.ROOT / "docs" / "access.md",
)
EVENT_SCHEMAS = catalog.ROOT / "events" / "schemas"


def files() -> dict[Path, str]:
    """Return every generated file with its text."""
    openapi, table, matrix = OUTPUTS
    generated = {openapi: _json(document.build()), table: actions.table(), matrix: access.matrix()}
    for name, schema in events.schemas().items():
        generated[EVENT_SCHEMAS / f"{name}.json"] = _json(schema)
    return generated


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
