"""From a sheet to HTML: Jinja with everything escaped, one layout, one style, no script."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from crm.core import i18n
from crm.core.i18n import Locale
from crm.core.sheet import Refusal, Sheet

_CRM = Path(__file__).parents[1]
_DEFAULT_ZONE = "Asia/Shanghai"


def page(
    sheet: Sheet,
    *,
    domain: str,
    locale: Locale,
    form_token: str,
    path: str,
    signed_in: bool,
    refusal: Refusal | None,
    typed: Mapping[str, str],
) -> str:
    """Return a sheet as HTML; `typed` and `refusal` are there when a form is shown again."""

    def text(key: str, **facts: object) -> str:
        found = i18n.find(domain, f"pages.{key}", locale, facts)
        return i18n.text("core", f"pages.{key}", locale, facts) if found is None else found

    zone = ZoneInfo(str(sheet.facts.get("zone") or _DEFAULT_ZONE))
    template = sheet.template if "/" in sheet.template else f"{domain}/{sheet.template}"
    place, _, name = template.partition("/")
    return (
        _environment()
        .get_template(f"{place}/pages/{name}")
        .render(
            t=text,
            at=lambda moment: _at(moment, zone, locale),
            iso=lambda moment: moment.isoformat(),
            locale=locale,
            locales=i18n.LOCALES,
            style=_style(),
            form_token=form_token,
            path=path,
            signed_in=signed_in,
            refusal=refusal,
            typed=typed,
            **sheet.facts,
        )
    )


def policy(form_targets: tuple[str, ...]) -> str:
    """Return the Content-Security-Policy of a page: our own style, forms to us (and `form_targets`), nothing else."""
    style = b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    targets = " ".join(("'self'", *form_targets))
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action {targets}; "
        "frame-ancestors 'none'; base-uri 'none'"
    )


def _at(moment: datetime, zone: ZoneInfo, locale: Locale) -> str:
    local = moment.astimezone(zone)
    if locale == "zh-CN":
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
    return f"{local.day} {local:%b %Y, %H:%M}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_CRM),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return (_CRM / "core" / "pages" / "style.css").read_text(encoding="utf-8")
