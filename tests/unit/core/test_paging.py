"""Cursors: opaque, signed, kept to their list."""

import base64
from collections.abc import Callable

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from crm.core import environment, paging
from crm.core.errors import InvalidCursorError

POSITION = {"pk": {"S": "user_李雷"}, "sk": {"S": "META"}}


@pytest.fixture(autouse=True)
def _key(given: Callable[..., None]) -> None:
    given({"CURSOR_KEY": "a key"})


def test_what_is_sealed_comes_back() -> None:
    assert paging.unseal("users", paging.seal("users", POSITION)) == POSITION
    assert paging.unseal("users", None) is None


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(InvalidCursorError):
        paging.unseal("teams", paging.seal("users", POSITION))


def test_a_cursor_of_another_deployment_is_refused(given: Callable[..., None]) -> None:
    cursor = paging.seal("users", POSITION)
    given({"CURSOR_KEY": "another key"})
    with pytest.raises(InvalidCursorError):
        paging.unseal("users", cursor)


def test_every_changed_bit_is_noticed() -> None:
    cursor = paging.seal("users", POSITION)
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for position in range(len(raw)):
        changed = bytes([*raw[:position], raw[position] ^ 1, *raw[position + 1 :]])
        with pytest.raises(InvalidCursorError):
            paging.unseal("users", base64.urlsafe_b64encode(changed).decode().rstrip("="))


@settings(max_examples=200)
@over(st.text(max_size=60))
def test_garbage_is_refused(cursor: str) -> None:
    with environment.only({"CURSOR_KEY": "a key"}), pytest.raises(InvalidCursorError):
        paging.unseal("users", cursor)
