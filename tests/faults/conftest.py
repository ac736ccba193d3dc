"""A company for stories that go wrong, founded once for all of them: a process has room for one twin at a time."""

from collections.abc import Iterator

import pytest

from infra.local import twin as twins
from tests import quiet
from tests.faults.world import World, found
from tests.receiver import listening


@pytest.fixture(scope="package")
def world() -> Iterator[World]:
    """The demo company."""
    with quiet.logs(), twins.running() as twin, listening() as receiver:
        yield found(twin, receiver)
