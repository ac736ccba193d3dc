"""Writing a new article."""

import pytest

from tests.conftest import problem
from tests.integration.knowledge.conftest import SIGNATURE, Library, happens_once

PARTS = ("title", "problem", "scope", "cause", "steps", "media", "cautions", "related_cases", "external")


def test_nobody_writes_unsigned(library: Library) -> None:
    problem(library.call(None, "POST /articles", SIGNATURE), 401, "not_signed_in")


@pytest.mark.requirement("R-198")
@pytest.mark.parametrize("part", PARTS)
def test_without_a_part_it_is_refused(library: Library, part: str) -> None:
    body = {name: value for name, value in SIGNATURE.items() if name != part}
    refused = problem(library.call("writer", "POST /articles", body), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == [part]


@pytest.mark.requirement("R-198")
@pytest.mark.parametrize("part", ["title", "problem", "scope", "cause", "steps", "cautions"])
def test_a_part_with_nothing_in_it_is_refused(library: Library, part: str) -> None:
    problem(library.call("writer", "POST /articles", SIGNATURE | {part: "  "}), 422, "invalid_payload")


@pytest.mark.requirement("R-198", "R-080")
def test_it_is_a_draft_with_all_its_parts_which_nobody_finds(library: Library) -> None:
    created = happens_once(library, "writer", "POST /articles", SIGNATURE)
    assert (created["status"], created["in_use"], created["published_version"]) == ("draft", False, 0)
    kept = created["content"] | {name: created[name] for name in ("category", "tags")}
    assert {name: kept[name] for name in PARTS if name != "external"} == {
        name: SIGNATURE[name] for name in PARTS if name != "external"
    }
    assert kept["external"]["steps"] == SIGNATURE["external"]["steps"]
    assert library.told(created["article_id"]) == ["ArticleCreated"]
    assert library.found("签名失败") == []


def test_tags_are_kept_once(library: Library) -> None:
    assert library.article(library.drafted(tags=["API", "API"]))["tags"] == ["API"]
