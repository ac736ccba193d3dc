"""Languages and texts."""

import pytest

from crm.core import i18n


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("zh", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("de, en;q=0.5, zh;q=0.4", "en"),
        ("en;q=0.3, zh;q=0.8", "zh-CN"),
        ("zh; q=0.2, en; q=0.9", "en"),
        ("en;Q=0.1,zh;q=0.2", "zh-CN"),
        ("EN-gb", "en"),
        ("en;q=0", "zh-CN"),
        ("en;q=0, fr", "zh-CN"),
        ("fr, de", "zh-CN"),
        ("*", "zh-CN"),
        ("en;q=nan, zh", "zh-CN"),
        ("en;q=9e9", "zh-CN"),
        (";;;,,,q=,en-;q=", "zh-CN"),
        ("english", "zh-CN"),
    ],
)
def test_negotiate(header: str | None, locale: str) -> None:
    assert i18n.negotiate(header) == locale


def test_the_first_of_equals_wins() -> None:
    assert i18n.negotiate("en, zh") == "en"
    assert i18n.negotiate("zh, en") == "zh-CN"


def test_fallback_is_the_callers() -> None:
    assert i18n.negotiate("fr", fallback="en") == "en"


def test_texts_are_filled_and_what_is_missing_is_marked() -> None:
    assert i18n.text("core", "errors.already_exists.title", "en", {"field": "email"}) == "The email is taken"
    assert i18n.text("core", "errors.already_exists.title", "en") == "The … is taken"


def test_a_missing_text_is_a_programming_error() -> None:
    assert i18n.find("core", "errors.no_such_code.title", "en") is None
    assert i18n.find("core", "errors", "en") is None
    with pytest.raises(KeyError, match="no_such_code"):
        i18n.text("core", "errors.no_such_code.title", "en")
