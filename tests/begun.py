"""A twin that the modules of a package share: going back to its beginning takes no time, starting one does."""

from collections.abc import Iterator
from dataclasses import dataclass

from infra.local import checkpoint
from infra.local import twin as twins
from infra.local.checkpoint import Checkpoint
from infra.local.twin import Twin


@dataclass(frozen=True)
class Begun:
    """A twin, and how it was when it had only an administrator."""

    twin: Twin
    beginning: Checkpoint

    def again(self) -> Twin:
        """Go back to the beginning."""
        checkpoint.restore(self.twin, self.beginning)
        return self.twin


def begun() -> Iterator[Begun]:
    """Start a twin with an administrator, until the package's tests are over."""
    with twins.running() as twin:
        twin.add_administrator()
        yield Begun(twin, checkpoint.take(twin))
