"""What a form guide may say, and which one a category has."""

import time

import pytest
from pydantic import ValidationError

from crm.cases.settings.guides import FormGuide, FormGuides, GuideField, matches

LABEL = {"zh-CN": "序列号", "en": "Serial"}


@pytest.mark.parametrize(
    ("pattern", "example"), [("[A-Z]{2}", None), ("[A-Z]{2}", "ab"), ("[A-Z", "A"), ("(?=a)b", "b"), ("A|B", "AB")]
)
def test_a_pattern_needs_an_example_that_has_the_form(pattern: str, example: str | None) -> None:
    with pytest.raises(ValidationError):
        GuideField(member="serial", label=LABEL, pattern=pattern, example=example)


def test_a_category_has_one_guide() -> None:
    with pytest.raises(ValidationError):
        FormGuides(guides=(FormGuide(category="a"), FormGuide(category="a")))


def test_the_nearest_guide_above_counts() -> None:
    guides = FormGuides(guides=(FormGuide(category="a"), FormGuide(category="a/b")))
    found = {path: guides.for_category(path) for path in ("a", "a/b/c", "a/x", "ab", "c")}
    assert {path: each and each.category for path, each in found.items()} == {
        "a": "a",
        "a/b/c": "a/b",
        "a/x": "a",
        "ab": None,
        "c": None,
    }


def test_a_pattern_takes_no_longer_than_the_text_is_long() -> None:
    began = time.process_time()
    assert not matches("(a+)+", "a" * 5000 + "!")
    assert time.process_time() - began < 1
