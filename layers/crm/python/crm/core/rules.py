"""Rules of our own about the members of a payload, told in both languages."""

from typing import Any, LiteralString

from pydantic import BaseModel
from pydantic_core import PydanticCustomError


def broken(domain: str, rule: LiteralString, **facts: Any) -> PydanticCustomError:
    """Return what a validator raises where `rule` is broken; its text stands under `validation.<rule>` of `domain`."""
    return PydanticCustomError(rule, rule, {"domain": domain, **facts})


def refuse_null(edit: BaseModel, *required: str) -> None:
    """Refuse null for members of an edit that cannot be without a value; those left out stay."""
    emptied = [name for name in required if name in edit.model_fields_set and getattr(edit, name) is None]
    if emptied:
        raise broken("core", "cannot_be_null", members=", ".join(emptied))
