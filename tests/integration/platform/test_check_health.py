"""Saying that the suite answers."""

from infra.local.twin import Twin


def test_anybody_may_ask(twin: Twin) -> None:
    answer = twin.call("GET /health")
    assert answer.status == 200
    assert answer.json == {"status": "ok", "version": "0.1.0", "at": "2026-03-02T02:00:00Z"}
    assert "ETag" not in answer.headers
