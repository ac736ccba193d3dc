"""The demo company, whose customers are asked how it was: founded once for all tests of surveys."""

from collections.abc import Iterator

import pytest

from infra.local import checkpoint, demo
from infra.local import twin as twins
from infra.local.checkpoint import Checkpoint
from infra.local.twin import Twin
from tests.flows.conftest import company

__all__ = ["company"]


@pytest.fixture(scope="package")
def founded() -> Iterator[tuple[Twin, Checkpoint]]:
    with twins.running() as twin:
        demo.found(twin)
        yield twin, checkpoint.take(twin)
