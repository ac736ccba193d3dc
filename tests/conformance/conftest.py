"""The demo company on a stage: as it was founded, or brought to where a sample or a request needs it."""

from collections.abc import Iterator

import pytest

from infra.local import demo
from infra.local import twin as twins
from tests.conformance.stage import Stage


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """A twin of the module's own, with the demo company and a user of every single role."""
    with twins.running() as twin:
        demo.found(twin)
        yield Stage(twin)
