"""How search terms are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.repository import MAX_TERM, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Li Lei", "LILEI"),
        ("李雷", "李 雷"),
        ("ＡＢＣ１２３", "abc123"),
        ("STRASSE", "straße"),
        ("客户\u3000B", "客户B"),
        ("\tAda \n Lovelace ", "adalovelace"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_blanks_are_nothing() -> None:
    assert fold(" \u3000\t") == ""


@given(st.text(max_size=400))
def test_never_too_long_for_a_key(value: str) -> None:
    assert len(fold(value)) <= MAX_TERM
