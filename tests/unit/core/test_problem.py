"""Refusals as documents, in both languages."""

import json
from typing import Any

import pytest
from pydantic import BaseModel, Field, ValidationError

from crm.core import problem
from crm.core.errors import AlreadyExistsError, InvalidPayloadError, NotFoundError, StaleVersionError
from crm.core.i18n import Locale


def document(error: Exception, locale: Locale) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(problem.body(error, locale, "run-1"))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("locale", "title"),
    [("en", "There is no case C-1, or you may not see it"), ("zh-CN", "找不到 case C-1，或您无权查看")],
)
def test_title_and_remedy_in_the_callers_language(locale: Locale, title: str) -> None:
    shown = document(NotFoundError("case", "C-1"), locale)
    assert shown["title"] == title
    assert shown["remedy"]
    assert (shown["type"], shown["status"], shown["code"]) == ("/problems/not_found", 404, "not_found")
    assert shown["instance"] == "run-1"
    assert shown["facts"] == {"kind": "case", "id": "C-1"}


def test_a_refusal_without_a_text_of_its_own_takes_its_parents() -> None:
    class NarrowerError(AlreadyExistsError):
        pass

    assert document(NarrowerError(field="email"), "en")["title"] == "The email is taken"


def test_what_is_now_comes_with_a_stale_version() -> None:
    shown = document(StaleVersionError(expected=1, actual=2, current={"name": "李雷"}), "en")
    assert shown["facts"]["current"] == {"name": "李雷"}
    assert 'If-Match: "2"' in shown["remedy"]


def test_facts_cannot_break_the_texts() -> None:
    shown = document(NotFoundError("{kind}", "{0.__class__}{"), "en")
    assert "{0.__class__}{" in shown["title"]


class Reply(BaseModel):
    body: str = Field(min_length=3)
    count: int = Field(ge=1)


class Letter(BaseModel):
    replies: list[Reply]


def faults(locale: Locale) -> list[dict[str, str]]:
    with pytest.raises(ValidationError) as caught:
        Letter.model_validate({"replies": [{"body": "x", "count": 0}]})
    errors = [{**each, "loc": ("body", *each["loc"])} for each in caught.value.errors()]
    shown: list[dict[str, str]] = document(InvalidPayloadError(errors), locale)["errors"]
    return shown


def test_members_are_named_by_their_place() -> None:
    assert [each["field"] for each in faults("en")] == ["replies.0.body", "replies.0.count"]
    assert [each["rule"] for each in faults("en")] == ["string_too_short", "greater_than_equal"]


def test_members_are_judged_in_the_callers_language() -> None:
    assert [each["message"] for each in faults("en")] == ["must have at least 3 characters", "must be at least 1"]
    assert [each["message"] for each in faults("zh-CN")] == ["至少需要 3 个字符", "不得小于 1"]


def test_a_rule_without_a_text_still_says_something() -> None:
    shown = document(InvalidPayloadError([{"loc": ("query", "limit"), "type": "no_such_rule"}]), "en")
    assert shown["errors"] == [{"field": "limit", "rule": "no_such_rule", "message": "does not have the right form"}]


def test_a_payload_that_is_wrong_as_a_whole_is_named_body() -> None:
    for place in (("body",), ()):
        assert document(InvalidPayloadError([{"loc": place, "type": "missing"}]), "en")["errors"][0]["field"] == "body"


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_a_failure_of_ours_says_nothing_of_the_inside(locale: Locale) -> None:
    shown = json.loads(problem.internal(locale, "run-1"))
    assert set(shown) == {"type", "status", "code", "title", "remedy", "instance"}
    assert (shown["status"], shown["code"]) == (500, "internal")


def test_chinese_stays_readable() -> None:
    assert "找不到" in problem.body(NotFoundError("case", "C-1"), "zh-CN", "run-1")
