"""Words as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.knowledge.ranking import highlights, words


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("签名失败", ["签名", "名失", "失败"]),
        ("卡", ["卡"]),
        ("调用API失败", ["调用", "api", "失败"]),
        ("Deliveries failed", ["delivery", "fail"]),
        ("the printer is offline", ["printer", "offline"]),
        ("X-Signature", ["x-signature", "x", "signature"]),
        ("ＡＰＩ", ["api"]),
        ("怎么了?!", ["么了"]),
        ("", []),
        ("  ,。 ", []),
    ],
)
def test_a_text_has_these_words(text: str, terms: list[str]) -> None:
    assert words.of(text) == terms


@pytest.mark.parametrize(("one", "other"), [("receiving", "receives"), ("webhooks", "Webhook"), ("failed", "fails")])
def test_endings_make_no_difference(one: str, other: str) -> None:
    assert words.of(one)[:1] == words.of(other)[:1]


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    for each in words.found_in(text):
        assert 0 <= each.start < each.end <= len(text)


@given(st.text(alphabet="签名失败 api.Error-x,", max_size=300), st.text(alphabet="签名失败 apiErorx", min_size=1))
def test_an_excerpt_is_of_the_text_and_marks_words_that_were_sought(text: str, query: str) -> None:
    terms = set(words.of(query))
    found = highlights.excerpt(text, terms)
    assert (found is None) == terms.isdisjoint(each.term for each in words.found_in(text))
    if found is not None:
        assert found.text in text
        assert found.marks
        ends = [0, *(place for mark in found.marks for place in mark), len(found.text)]
        assert ends == sorted(ends)


def test_a_long_text_is_shown_around_the_first_match() -> None:
    found = highlights.excerpt("啊" * 500 + "签名失败" + "呀" * 500, set(words.of("签名失败")))
    assert found is not None
    assert len(found.text) < 200
    assert [found.text[start:end] for start, end in found.marks] == ["签名失败"]
