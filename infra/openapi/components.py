"""The document's components: each model once, under a name that no other model has."""

import json
import re
from typing import Any

from pydantic import BaseModel

from infra.catalog import CatalogError
from infra.openapi import shared

_REFERENCE = "#/components/schemas/"
_POWERTOOLS = {"HTTPValidationError", "ResponseValidationError", "ValidationError"}
"""Powertools documents its own error bodies; ours are problems."""


class Components:
    """What operations refer to, collected while they are described."""

    def __init__(self) -> None:
        self.schemas: dict[str, Any] = {"Problem": shared.PROBLEM, "ProblemMember": shared.PROBLEM_MEMBER}
        self.responses: dict[str, Any] = {}
        self._owners: dict[str, str] = dict.fromkeys(self.schemas, "infra.openapi")

    def add_all(self, schemas: dict[str, Any], owner: str) -> None:
        """Add the schemas that an action's document brings along."""
        for name, schema in schemas.items():
            if name not in _POWERTOOLS:
                self._add(name, tidied(schema), owner)

    def add_model(self, name: str, model: type[BaseModel]) -> dict[str, str]:
        """Add a model as it is sent to us under `name`, its parts under names that begin so; return a reference."""
        schema = model.model_json_schema(ref_template=f"{_REFERENCE}{name}.{{model}}")
        for part, described in schema.pop("$defs", {}).items():
            self._add(f"{name}.{part}", tidied(described), model.__module__)
        self._add(name, tidied(schema), model.__module__)
        return {"$ref": f"{_REFERENCE}{name}"}

    def used(self, paths: Any) -> dict[str, Any]:
        """Return the schemas that the paths, and what they lead to, refer to.

        A model of query parameters brings a schema along that nothing refers to: its members stand one by one.
        """
        found: dict[str, Any] = {}
        waiting = [*_references(paths), *_references(self.responses)]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.schemas[name]
                waiting += _references(found[name])
        return dict(sorted(found.items()))

    def _add(self, name: str, schema: Any, owner: str) -> None:
        if "__" in name:
            raise CatalogError(f"{owner} uses two models of one name: {name}")
        if name == "PutSetting":
            schema["properties"]["document"] = {"$ref": f"{_REFERENCE}SettingDocument"}
        self._owners.setdefault(name, owner)
        known = self.schemas.setdefault(name, schema)
        if _canonical(known) != _canonical(schema):
            raise CatalogError(f"{self._owners[name]} and {owner} have different models called {name}")


def _references(value: Any) -> list[str]:
    """Return the names of the schemas that a part of the document refers to."""
    return re.findall(f'"{re.escape(_REFERENCE)}([^"]+)"', json.dumps(value))


def tidied(value: Any) -> Any:
    """Return a schema without the noise of its making.

    Titles that repeat a member's name go, bounds of whole numbers are whole.
    """
    if isinstance(value, list):
        return [tidied(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, dict):
        return value
    is_schema = "type" in value or "anyOf" in value or "$ref" in value
    kept = {name: each for name, each in value.items() if not (is_schema and name == "title" and isinstance(each, str))}
    return {name: tidied(each) for name, each in kept.items()}


def _canonical(schema: Any) -> str:
    return json.dumps(schema, sort_keys=True)
