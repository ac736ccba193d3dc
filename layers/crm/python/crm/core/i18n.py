"""Texts for people, in zh-CN and en.

Each domain keeps its own in `crm/<domain>/locales/<locale>.json`, as a tree addressed by dotted keys. A test
holds the two languages against each other and every refusal against both.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

Locale = Literal["zh-CN", "en"]
LOCALES: tuple[Locale, ...] = get_args(Locale)
DEFAULT: Locale = "zh-CN"

_RANGE = re.compile(r"(?P<language>[A-Za-z]{2,3})(?:-[\w-]*)?(?:\s*;\s*[qQ]=(?P<weight>[01](?:\.\d{0,3})?))?")
_BY_LANGUAGE: dict[str, Locale] = {locale.partition("-")[0]: locale for locale in LOCALES}


class _Unfilled(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


@lru_cache(maxsize=32)
def _texts(domain: str, locale: Locale) -> dict[str, Any]:
    source = Path(__file__).parents[1] / domain / "locales" / f"{locale}.json"
    texts: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return texts


def find(domain: str, key: str, locale: Locale, facts: Mapping[str, object] | None = None) -> str | None:
    """Return the text under the dotted `key`, filled with `facts`, or None where the domain has none."""
    node: Any = _texts(domain, locale)
    for part in key.split("."):
        if not isinstance(node, dict) or part not in node:
            return None
        node = node[part]
    return node.format_map(_Unfilled(facts or {})) if isinstance(node, str) else None


def text(domain: str, key: str, locale: Locale, facts: Mapping[str, object] | None = None) -> str:
    """Return the text under `key`; raise `KeyError` where it is missing: a text is part of the code."""
    found = find(domain, key, locale, facts)
    if found is None:
        raise KeyError(f"{domain}: no text {key} in {locale}")
    return found


def negotiate(accept_language: str | None, fallback: Locale = DEFAULT) -> Locale:
    """Choose the locale that an `Accept-Language` header prefers (RFC 9110 §12.5.4), else `fallback`."""
    ranked: list[tuple[float, Locale]] = []
    for part in (accept_language or "").split(","):
        found = _RANGE.fullmatch(part.strip())
        locale = _BY_LANGUAGE.get(found["language"].lower()) if found else None
        if found and locale:
            ranked.append((float(found["weight"] or 1), locale))
    weight, locale = max(ranked, key=lambda entry: entry[0], default=(0.0, fallback))
    return locale if weight else fallback
