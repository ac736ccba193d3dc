"""Files that lie beside the code: the generated API document, and what the page that shows it is made of."""

from functools import lru_cache
from pathlib import Path

import aws_lambda_powertools

from crm.core import environment

_SWAGGER_UI = Path(aws_lambda_powertools.__file__).parent / "event_handler" / "openapi" / "swagger_ui"


def _folder() -> Path:
    given = environment.find("ASSETS_DIR", "")
    return Path(given) if given else Path(__file__).resolve().parents[5] / "docs"


def api_document() -> str:
    """Return the OpenAPI document that `make openapi` wrote."""
    return _text(_folder() / "openapi.json")


def swagger_ui(name: str) -> str:
    """Return a file of the Swagger UI that Powertools ships."""
    return _text(_SWAGGER_UI / name)


@lru_cache(maxsize=8)
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
