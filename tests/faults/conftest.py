"""A company for stories that go wrong, founded once for all tests of a process."""

from collections.abc import Iterator

import pytest

from crm.core import log
from infra.local import twin as twins
from tests.faults.world import World, found


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """The demo company."""
    log.logger.setLevel("CRITICAL")  # thousands of stories, each with an accident
    with twins.running() as twin:
        yield found(twin)
