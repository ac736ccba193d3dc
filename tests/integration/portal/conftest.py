"""The desk of the tests of cases, and the browsers of its customers."""

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.integration.cases.conftest import Desk, _founded, closed, desk

__all__ = ["_founded", "closed", "desk"]

Browses = Callable[..., Browser]


@pytest.fixture
def browser(desk: Desk) -> Browser:
    """A browser that nobody has signed in with."""
    return Browser(desk.twin)


@pytest.fixture
def buyer(desk: Desk) -> Browser:
    """The browser of the customer whose case it is."""
    return Browser(desk.twin).signed_in("buyer")


@pytest.fixture
def stranger(desk: Desk) -> Browser:
    """The browser of somebody else's customer."""
    return Browser(desk.twin).signed_in("stranger")
