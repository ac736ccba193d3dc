"""The API document."""

from infra import catalog
from infra.local.twin import Twin


def test_anybody_may_have_it(twin: Twin) -> None:
    answer = twin.call("GET /openapi.json")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json["openapi"] == "3.1.0"
    assert "/health" in answer.json["paths"]


def test_it_is_the_committed_file(twin: Twin) -> None:
    committed = (catalog.ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")
    assert twin.call("GET /openapi.json").body == committed
