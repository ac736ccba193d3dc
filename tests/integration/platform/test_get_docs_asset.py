"""What the page of the API document is made of."""

import pytest

from infra.local.twin import Twin
from tests.conftest import problem


@pytest.mark.parametrize("name", ["none.js", "..%2Fhtml.py", "html.py", "swagger-ui-bundle.min.js"])
def test_anything_else_is_not_found(twin: Twin, name: str) -> None:
    problem(twin.call(f"GET /docs/assets/{name}"), 404, "not_found")


@pytest.mark.parametrize(
    ("name", "media_type", "holds"),
    [
        ("swagger-ui.js", "text/javascript; charset=utf-8", "SwaggerUIBundle"),
        ("swagger-ui.css", "text/css; charset=utf-8", ".swagger-ui"),
        ("start.js", "text/javascript; charset=utf-8", "openapi.json"),
    ],
)
def test_each_file(twin: Twin, name: str, media_type: str, holds: str) -> None:
    answer = twin.call(f"GET /docs/assets/{name}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
    assert "max-age" in answer.headers["Cache-Control"]
    assert holds in answer.body
