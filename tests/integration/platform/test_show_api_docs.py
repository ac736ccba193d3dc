"""The page that shows the API document."""

import re

import pytest

from infra.local.twin import Twin


@pytest.mark.parametrize(("language", "title"), [("zh-CN", "接口文档"), ("en", "API document")])
def test_the_page_speaks_the_callers_language(twin: Twin, language: str, title: str) -> None:
    answer = twin.call("GET /docs", headers={"Accept-Language": language})
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in answer.body
    found = re.search(r"<title>(.*)</title>", answer.body)
    assert found
    assert title in found.group(1)


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(twin: Twin) -> None:
    answer = twin.call("GET /docs")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "//" not in answer.body
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=", answer.body)


def test_everything_it_asks_for_is_there(twin: Twin) -> None:
    page = twin.call("GET /docs").body
    asked = re.findall(r'(?:src|href)="([\w./-]+)"', page)
    assert sorted(asked) == [
        "docs/assets/start.js",
        "docs/assets/swagger-ui.css",
        "docs/assets/swagger-ui.js",
        "openapi.json",
    ]
    for each in asked:
        assert twin.call(f"GET /{each}").status == 200
