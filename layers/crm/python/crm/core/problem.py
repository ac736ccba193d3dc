"""Refusals as `application/problem+json` (RFC 9457), in the caller's language."""

import json
from collections.abc import Mapping
from typing import Any

from crm.core import i18n
from crm.core.errors import CrmError, InvalidPayloadError
from crm.core.i18n import Locale

MEDIA_TYPE = "application/problem+json"


def body(error: CrmError, locale: Locale, instance: str) -> str:
    """Return the problem document of a refusal; `instance` is the correlation id to quote to an operator."""
    texts = {part: text(error, part, locale) for part in ("title", "remedy")}
    document = _document(error.status, error.code, texts, instance)
    if isinstance(error, InvalidPayloadError):
        return dump(document | {"errors": [member(each, locale) for each in error.errors]})
    return dump(document | {"facts": error.facts})


def headers(error: CrmError) -> Mapping[str, str]:
    """Return the headers that a refusal comes with: when to ask again, where that is what to do."""
    wait = error.facts.get("retry_after_seconds")
    return {} if wait is None else {"Retry-After": str(wait)}


def member(error: Mapping[str, Any], locale: Locale) -> dict[str, str]:
    """Return what is wrong with one member of a payload, by pydantic's description of it."""
    place = [str(part) for part in error["loc"]] or ["body"]
    inside = place[1:] if place[0] in {"body", "query"} else place
    if place[0] == "query" and len(inside) > 1 and not inside[1].isdigit():
        inside = inside[1:]  # parameters that are declared together are sent one by one
    return {"field": ".".join(inside) or place[0], "rule": error["type"], "message": _message(error, locale)}


def internal(locale: Locale, instance: str) -> str:
    """Return the problem document of a failure of ours: it says nothing of the inside."""
    texts = {part: i18n.text("core", f"errors.internal.{part}", locale) for part in ("title", "remedy")}
    return dump(_document(500, "internal", texts, instance))


def dump(document: Mapping[str, Any]) -> str:
    """Return the JSON text, with Chinese left readable."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=str)


def _document(status: int, code: str, texts: Mapping[str, str], instance: str) -> dict[str, Any]:
    return {"type": f"/problems/{code}", "status": status, "code": code, **texts, "instance": instance}


def text(error: CrmError, part: str, locale: Locale) -> str:
    """Return the `title` or the `remedy` of a refusal, from the nearest of its classes that has one."""
    for kind in type(error).__mro__:
        if not issubclass(kind, CrmError) or "code" not in vars(kind):
            continue
        domain = kind.__module__.split(".")[1]
        found = i18n.find(domain, f"errors.{kind.code}.{part}", locale, error.facts)
        if found is not None:
            return found
    raise KeyError(f"no {part} for {error.code} in {locale}")


def _message(error: Mapping[str, Any], locale: Locale) -> str:
    facts = error.get("ctx") or {}
    known = i18n.find(facts.get("domain", "core"), f"validation.{error['type']}", locale, facts)
    return known or i18n.text("core", "validation.other", locale, facts)
