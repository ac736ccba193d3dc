"""Editing: members given replace those there, and what changed is told with before and after."""

from typing import Any

from pydantic import BaseModel, JsonValue


def given(body: BaseModel) -> dict[str, Any]:
    """Return the members that the client sent, null included; those left out are to stay."""
    return {name: getattr(body, name) for name in body.model_fields_set}


def changes(before: BaseModel, after: BaseModel) -> dict[str, tuple[JsonValue, JsonValue]]:
    """Return the members that differ, each with what it was and what it is."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return {name: (old[name], new[name]) for name in new if old[name] != new[name]}
