"""The page that shows the API document: Swagger UI from our own address, with nothing inline and no CDN."""

from collections.abc import Callable
from html import escape

from crm.core import assets, i18n
from crm.core.document import Document
from crm.core.errors import NotFoundError
from crm.core.i18n import Locale

_JAVASCRIPT = "text/javascript; charset=utf-8"
_CSS = "text/css; charset=utf-8"

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Swagger UI sets style attributes; everything else comes from files of this address."""

_PAGE = """<!DOCTYPE html>
<html lang="{locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="docs/assets/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="swagger-ui"><noscript>{no_script} <a href="openapi.json">openapi.json</a></noscript></div>
<script src="docs/assets/swagger-ui.js"></script>
<script src="docs/assets/start.js"></script>
</body>
</html>
"""

_START = """"use strict";
window.ui = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  filter: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  validatorUrl: null,
});
"""

_ASSETS: dict[str, tuple[str, Callable[[], str]]] = {
    "start.js": (_JAVASCRIPT, lambda: _START),
    "swagger-ui.css": (_CSS, lambda: assets.swagger_ui("swagger-ui.min.css")),
    "swagger-ui.js": (_JAVASCRIPT, lambda: assets.swagger_ui("swagger-ui-bundle.min.js")),
}


def page(locale: Locale) -> Document:
    """Return the page, its own texts in the caller's language."""
    texts = {name: escape(i18n.text("core", f"api_docs.{name}", locale)) for name in ("title", "no_script")}
    html = _PAGE.format(locale=locale, **texts)
    return Document("text/html; charset=utf-8", html, {"Content-Security-Policy": _POLICY})


def asset(name: str) -> Document:
    """Return a file that the page asks for; raise `NotFoundError` for any other."""
    if name not in _ASSETS:
        raise NotFoundError("asset", name)
    media_type, text = _ASSETS[name]
    return Document(media_type, text(), {"Cache-Control": "public, max-age=86400"})


def document() -> Document:
    """Return the API document."""
    return Document("application/json", assets.api_document(), {"Cache-Control": "public, max-age=300"})
