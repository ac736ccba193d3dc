"""From a template and facts to what is read: sandboxed Jinja, in the recipient's language and zone.

A message is never lost over its words. A fact that is missing shows as its name in brackets; a template that
fails altogether is replaced by a line that says what the message is about. Both are logged.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError, pass_context
from jinja2 import Template as Compiled
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from pydantic import JsonValue
from pydantic_core import PydanticCustomError

from crm.core import i18n, log
from crm.core.errors import InvalidError
from crm.core.i18n import Locale
from crm.core.messages import Channel
from crm.core.rules import broken
from crm.messaging import wording
from crm.messaging.settings.template import Template, Text

MAX_TITLE = 200
MAX_BODY = 20_000

_LINK = re.compile(r"(https?://[^\s<>\"'，。；！？）」》]*[^\s<>\"'，。；！？）」》.,;!?)])")
_FRAME = """\
<!doctype html>
<html lang="{{ locale }}"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; color: #222">
{{ content }}
</body></html>
"""


class _Bracketed(ChainableUndefined):
    """A missing fact, shown as its name."""

    def __str__(self) -> str:
        return f"[{self._undefined_name}]"

    def __html__(self) -> str:
        return str(Markup.escape(str(self)))


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is read; `faults` names what went wrong with the words."""

    title: str
    body: str
    html: str
    faults: tuple[str, ...] = ()


def fault_in(source: str) -> PydanticCustomError | None:
    """Return what Jinja cannot read in `source`, None where it can."""
    try:
        _environment(False, False).parse(source)
    except TemplateSyntaxError as error:
        return broken("messaging", "template_unreadable", line=error.lineno, detail=error.message or "")
    return None


def render(
    name: str,
    template: Template,
    channel: Channel,
    locale: Locale,
    zone: str,
    facts: Mapping[str, JsonValue],
    recipient: str,
) -> Rendered:
    """Return what the recipient called `recipient` reads on `channel`."""
    known: dict[str, Any] = {**facts, "recipient": recipient, "locale": locale, "zone": zone}
    try:
        text = template.text(channel, locale)
        return _render(text, known, locale, strict=True)
    except UndefinedError as error:
        log.logger.warning("fact missing", template=name, channel=channel, fault=error.message)
        fault = error.message or "a fact is missing"
    except Exception as error:  # noqa: BLE001 - whatever a template does, the message goes out
        log.logger.warning("template failed", template=name, channel=channel, fault=type(error).__name__)
        return _last_resort(name, locale, type(error).__name__)
    try:
        shown = _render(text, known, locale, strict=False)
    except Exception as error:  # noqa: BLE001 - see above
        return _last_resort(name, locale, type(error).__name__)
    return Rendered(shown.title, shown.body, shown.html, (fault,))


class TextFailedError(InvalidError):
    """A text cannot be filled with what is known."""

    code = "text_failed"


def fill(source: str, known: Mapping[str, JsonValue], locale: Locale, zone: str) -> tuple[str, tuple[str, ...]]:
    """Return a text that a colleague sends, and the names of the values it shows that are not known.

    What a template only asks about (`{% if serial %}`) may be missing. Raises `TextFailedError` for one that breaks.
    """
    missing: dict[str, None] = {}

    class Noted(ChainableUndefined):
        def __str__(self) -> str:
            missing[str(self._undefined_name)] = None
            return ""

    given = {name: value for name, value in known.items() if value is not None}
    try:
        compiled = _environment_of(False, Noted).from_string(source)
        text = compiled.render({**given, "locale": locale, "zone": zone})
    except Exception as error:
        log.logger.warning("text failed", fault=type(error).__name__)
        raise TextFailedError("template", fault=type(error).__name__) from error
    return text.strip(), tuple(missing)


def _render(text: Text, known: Mapping[str, Any], locale: Locale, *, strict: bool) -> Rendered:
    title = " ".join(_compiled(text.title, False, strict).render(known).split())[:MAX_TITLE]
    body = _compiled(text.body, False, strict).render(known).strip()[:MAX_BODY]
    content = Markup(_compiled(text.html, True, strict).render(known)) if text.html else _paragraphs(body)  # noqa: S704 - Jinja has escaped the facts
    return Rendered(title, body, _framed(title, content, locale))


def _last_resort(name: str, locale: Locale, fault: str) -> Rendered:
    title = i18n.text("messaging", "last_resort.title", locale)
    body = i18n.text("messaging", "last_resort.body", locale, {"template": name})
    return Rendered(title, body, _framed(title, _paragraphs(body), locale), (fault,))


def _framed(title: str, content: Markup, locale: Locale) -> str:
    return _compiled(_FRAME, True, True).render(title=title, content=content, locale=locale)


def _paragraphs(body: str) -> Markup:
    """Return plain text as HTML: paragraphs, line breaks and links, everything else escaped."""
    paragraphs = [Markup("<br>\n").join(map(_linked, each.split("\n"))) for each in re.split(r"\n{2,}", body)]
    return Markup("\n").join(Markup("<p>{}</p>").format(each) for each in paragraphs)


def _linked(line: str) -> Markup:
    parts = _LINK.split(line)
    return Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(part) if position % 2 else Markup.escape(part)
        for position, part in enumerate(parts)
    )


@lru_cache(maxsize=256)
def _compiled(source: str, html: bool, strict: bool) -> Compiled:
    return _environment(html, strict).from_string(source)


@lru_cache(maxsize=4)
def _environment(html: bool, strict: bool) -> ImmutableSandboxedEnvironment:
    return _environment_of(html, StrictUndefined if strict else _Bracketed)


def _environment_of(html: bool, undefined: type[Undefined]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=html,
        undefined=undefined,
        finalize=lambda value: "" if value is None else value,
    )
    environment.filters |= {"local_time": _local_time, "term": _term}
    return environment


@pass_context
def _local_time(context: Context, value: object) -> str:
    return wording.local_time(value, context["locale"], context["zone"])


@pass_context
def _term(context: Context, value: object) -> str:
    return wording.term(value, context["locale"])
