"""The ranking, by rule."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.knowledge.ranking.entries import Entry, counted
from crm.knowledge.ranking.index import Index, Sought

SIGNATURE = {"title": "API 调用签名失败排查", "problem": "接口返回 401", "cause": "", "scope": "", "steps": ""}


def entry(article_id: str, title: str = "API 签名失败", **members: Any) -> Entry:
    """Return an article in the index of which only the title and the members given matter."""
    length, terms = counted(SIGNATURE | {"title": title})
    plain = Entry(article_id, 1, title, "zh-CN", "integration/api", ("API",), None, False, 1.0, length, terms)
    return plain._replace(**members)


def ids(index: Index, sought: Sought) -> list[str]:
    """Return what is found, best first."""
    return [each.entry.article_id for each in index.search(sought, 10)]


def test_nothing_is_found_where_nothing_fits() -> None:
    assert Index([]).search(Sought("签名"), 3) == []
    assert Index([entry("a")]).search(Sought("发票", category="billing", tags=("账单",)), 3) == []
    assert Index([entry("a")]).search(Sought(""), 3) == []


@pytest.mark.requirement("R-042")
def test_tags_raise_an_article_and_are_named_as_a_reason() -> None:
    index = Index([entry("a"), entry("b", tags=("API", "签名"))])
    first, second = index.search(Sought("签名失败", tags=("签名",)), 2)
    assert (first.entry.article_id, second.entry.article_id) == ("b", "a")
    assert first.score > second.score > 0
    assert first.reasons["tags"] == ("签名",)
    assert "tags" not in second.reasons


@pytest.mark.requirement("R-129")
def test_the_order_changes_with_category_and_words() -> None:
    index = Index([entry("a", "签名失败"), entry("b", "签名过期", category="billing/invoice")])
    assert ids(index, Sought("签名失败", category="integration/api")) == ["a", "b"]
    assert ids(index, Sought("签名过期", category="integration/api/x")) == ["a", "b"]
    assert ids(index, Sought("签名", category="billing/invoice")) == ["b", "a"]
    assert ids(index, Sought("签名过期")) == ["b", "a"]


@pytest.mark.requirement("R-049")
def test_what_is_stale_comes_after_what_is_as_good_and_fresh() -> None:
    index = Index([entry("a", review_on="2026-03-01"), entry("b", review_on="2026-03-02"), entry("c", in_review=True)])
    assert ids(index, Sought("签名", on=date(2026, 3, 2))) == ["b", "a", "c"]
    assert ids(index, Sought("签名", on=date(2026, 3, 1))) == ["a", "b", "c"]


@pytest.mark.requirement("R-160")
def test_what_was_found_bad_comes_after_what_is_as_good() -> None:
    index = Index([entry("a", quality=0.8), entry("b"), entry("c", quality=1.2)])
    assert ids(index, Sought("签名")) == ["c", "b", "a"]


def test_the_readers_language_comes_first() -> None:
    index = Index([entry("a", language="en"), entry("b")])
    assert ids(index, Sought("api", language="en-GB")) == ["a", "b"]
    assert ids(index, Sought("api", language="zh-CN")) == ["b", "a"]


def test_a_rare_word_says_more_than_a_frequent_one() -> None:
    index = Index(
        [entry("a", "接口 超时"), entry("b", "接口 签名"), entry("c", "接口 接口 限流"), entry("d", "接口 签名")]
    )
    assert ids(index, Sought("接口 超时"))[0] == "a"


TITLES = st.lists(st.text(alphabet="签名失败发票 apiwebhook", max_size=20), max_size=8)


@given(TITLES, st.randoms(), st.text(alphabet="签名失败发票 apiwebhook", max_size=12), st.integers(1, 10))
def test_the_order_of_adding_makes_no_difference(titles: list[str], random: Random, query: str, limit: int) -> None:
    entries = [entry(f"a{number}", title) for number, title in enumerate(titles)]
    shuffled = list(entries)
    random.shuffle(shuffled)
    sought = Sought(query, category="integration/api")
    found = Index(entries).search(sought, limit)
    assert found == Index(shuffled).search(sought, limit)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
    assert len(found) <= limit
