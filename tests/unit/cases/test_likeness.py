"""How alike texts are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cases.likeness import fingerprint, likeness, normalised


@pytest.mark.requirement("R-022")
@pytest.mark.parametrize(
    ("one", "other"),
    [("ＡＰＩ 集成,出错!", "api集成出错"), ("Login  FAILED.", "login failed"), ("无法登录？", " 无法登录 ")],
)
def test_what_people_type_differently_each_time_tells_nothing_apart(one: str, other: str) -> None:
    assert fingerprint("c", (one,)) == fingerprint("c", (other,))


def test_figures_tell_cases_apart_unless_the_setting_says_otherwise() -> None:
    assert normalised("订单 1001") != normalised("订单 1002")
    assert normalised("订单 1001", "ignore") == normalised("订单 1002", "ignore") == "订单"


def test_signs_alone_and_other_customers_are_not_equal() -> None:
    assert fingerprint("c", ("!!!",)) != fingerprint("c", ("???",))
    assert fingerprint("c", ("x",)) != fingerprint("d", ("x",))
    assert fingerprint("c", ("ab", "c")) != fingerprint("c", ("a", "bc"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_goes_both_ways_from_nothing_to_equal(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


@given(st.text(max_size=60))
def test_what_was_normalised_stays_as_it_is(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
