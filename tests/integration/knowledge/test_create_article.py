"""Writing a new article."""

import pytest

from tests.conftest import problem
from tests.integration.knowledge.conftest import CONTENT, SIGNATURE, Library, happens_once, reworded

PARTS = tuple(CONTENT)


def test_nobody_writes_unsigned(library: Library) -> None:
    problem(library.call(None, "POST /articles", SIGNATURE), 401, "not_signed_in")


@pytest.mark.requirement("R-198")
@pytest.mark.parametrize("part", PARTS)
def test_without_a_part_it_is_refused(library: Library, part: str) -> None:
    body = SIGNATURE | {"content": {name: value for name, value in CONTENT.items() if name != part}}
    refused = problem(library.call("writer", "POST /articles", body), 422, "invalid_payload")
    assert [each["field"] for each in refused["errors"]] == [f"content.{part}"]


@pytest.mark.requirement("R-198")
@pytest.mark.parametrize("part", ["title", "problem", "scope", "cause"])
def test_a_part_with_nothing_in_it_is_refused(library: Library, part: str) -> None:
    problem(library.call("writer", "POST /articles", reworded(SIGNATURE, **{part: "  "})), 422, "invalid_payload")


def test_a_day_of_review_that_is_over_is_refused(library: Library) -> None:
    body = SIGNATURE | {"review_by": "2026-03-01"}
    problem(library.call("writer", "POST /articles", body), 422, "review_in_the_past")


@pytest.mark.requirement("R-198")
def test_it_is_a_draft_with_all_its_parts_which_nobody_finds(library: Library) -> None:
    created = happens_once(library, "writer", "POST /articles", SIGNATURE)
    assert (created["status"], created["published"], created["published_version"]) == ("draft", None, 0)
    kept = created["draft"] | {"external": {name: created["draft"]["external"][name] for name in CONTENT["external"]}}
    assert kept == CONTENT
    assert library.told(created["article_id"]) == ["ArticleCreated"]
    assert library.found("签名失败") == []


def test_two_articles_of_one_title_are_a_mistake(library: Library) -> None:
    library.drafted()
    refused = problem(library.call("writer", "POST /articles", SIGNATURE), 409, "already_exists")
    assert refused["facts"]["field"] == "title"
