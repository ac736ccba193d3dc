"""Texts for people, in zh-CN and en.

Each domain keeps its own in `crm/<domain>/locales/<locale>.json`, as a tree addressed by dotted keys. A test
holds the two languages against each other and every refusal against both.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

Locale = Literal["zh-CN", "en"]
LOCALES: tuple[Locale, ...] = get_args(Locale)
DEFAULT: Locale = "zh-CN"


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
        tag, _, weight = part.strip().partition(";q=")
        language = tag.split("-")[0].lower()
        locale = next((known for known in LOCALES if known.split("-")[0] == language), None)
        if locale is None:
            continue
        try:
            ranked.append((float(weight or 1), locale))
        except ValueError:
            continue
    return max(ranked, key=lambda entry: entry[0])[1] if ranked else fallback
