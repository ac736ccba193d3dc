"""The ranking, by rule."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.knowledge.article import Article
from crm.knowledge.terms import Sought
from crm.knowledge.weighing import impact
from tests.knowledge_set.measure import Library, article_of

PLAIN: dict[str, Any] = {
    "title": "API 签名失败",
    "language": "zh-CN",
    "category": "integration/api",
    "tags": ["API"],
    "problem": "接口返回 401",
    "cause": "未知",
    "steps": "重试",
}


def article(article_id: str, title: str = "API 签名失败", **members: Any) -> Article:
    """Return an article in use of which only the title and the members given matter."""
    filed = {name: members.pop(name) for name in ("language", "category", "tags") if name in members}
    return article_of(PLAIN | filed | {"id": article_id, "title": title}, **members)


def ids(written: list[Article], sought: Sought) -> list[str]:
    """Return what is found, best first."""
    return [each.article.id for each in Library(written).search(sought)]


def test_nothing_is_found_where_nothing_fits() -> None:
    assert ids([], Sought("签名")) == []
    assert ids([article("a")], Sought("发票", category="billing", tags=("账单",))) == []
    assert ids([article("a")], Sought("")) == []


@pytest.mark.parametrize("status", ["draft", "in_review", "archived"])
def test_what_is_not_in_use_is_not_found(status: str) -> None:
    assert ids([article("a", status=status)], Sought("签名", tags=("API",), category="integration/api")) == []


@pytest.mark.requirement("R-042")
def test_tags_raise_an_article_and_are_named_as_a_reason() -> None:
    first, second = Library([article("a"), article("b", tags=["API", "签名"])]).search(Sought("失败", tags=("签名",)))
    assert (first.article.id, second.article.id) == ("b", "a")
    assert first.score > second.score > 0
    assert (first.reason.tags, second.reason.tags) == (("签名",), ())


@pytest.mark.requirement("R-129")
def test_the_order_changes_with_category_and_words() -> None:
    written = [article("a", "签名失败"), article("b", "签名过期", category="billing/invoice")]
    assert ids(written, Sought("签名失败")) == ["a", "b"]
    assert ids(written, Sought("签名过期")) == ["b", "a"]
    assert ids(written, Sought("签名", category="integration/api")) == ["a", "b"]
    assert ids(written, Sought("签名", category="billing/invoice")) == ["b", "a"]


def test_a_category_counts_by_the_levels_in_common_from_the_top() -> None:
    written = [article("a", category="integration"), article("b", category="billing/api")]
    (found,) = Library(written).search(Sought(category="integration/api"))
    assert (found.article.id, found.reason.category) == ("a", "integration")


@pytest.mark.requirement("R-049")
def test_what_is_stale_comes_after_what_is_as_good_and_fresh() -> None:
    written = [article("a", review_by="2026-03-01"), article("b", review_by="2026-03-02")]
    fresh, stale = Library(written).search(Sought("签名", on=date(2026, 3, 2)))
    assert ((fresh.article.id, fresh.stale), (stale.article.id, stale.stale)) == (("b", False), ("a", True))
    assert ids(written, Sought("签名", on=date(2026, 3, 1))) == ["a", "b"]


@pytest.mark.requirement("R-160")
def test_what_served_badly_comes_after_what_is_as_good() -> None:
    written = [article("a", score=40), article("b", score=60), article("c", score=80)]
    assert ids(written, Sought("签名")) == ["c", "b", "a"]


def test_the_readers_language_comes_first() -> None:
    written = [article("a", language="en"), article("b")]
    assert ids(written, Sought("api", language="en-GB")) == ["a", "b"]
    assert ids(written, Sought("api", language="zh-CN")) == ["b", "a"]


def test_a_rare_word_says_more_than_a_frequent_one() -> None:
    titles = {"a": "说明 超时", "b": "说明 签名", "c": "说明 说明 限流", "d": "说明 签名"}
    found = Library([article(each, title) for each, title in titles.items()]).search(Sought("说明 超时"))
    assert (found[0].article.id, found[0].reason.words[0]) == ("a", "超时")


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 5000), st.integers(1, 2000))
def test_a_word_counts_more_the_more_often_it_stands_but_never_without_bound(
    weight: int, more: int, length: int, average: int
) -> None:
    assert 0 < impact(weight, length, average) < impact(weight + more, length, average) < 2.2  # k1 + 1


TITLES = st.lists(st.text(alphabet="签名失败发票 apiwebhook", min_size=1, max_size=20).filter(str.strip), max_size=6)


@given(TITLES, st.randoms(), st.text(alphabet="签名失败发票 apiwebhook", max_size=12))
def test_the_order_of_writing_makes_no_difference(titles: list[str], random: Random, query: str) -> None:
    written = [article(f"a{number}", title) for number, title in enumerate(titles)]
    shuffled = list(written)
    random.shuffle(shuffled)
    sought = Sought(query, category="integration/api")
    found = Library(written).search(sought)
    assert found == Library(shuffled).search(sought)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
