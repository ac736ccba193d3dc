"""The twin's clock: it starts where it is told, may tick, and can be moved forward."""

import time
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 10:00 in Shanghai, a working day: the tour prints the same on any day."""


class TwinClock:
    """Time as the suite sees it."""

    def __init__(self, start: datetime = START, *, ticking: bool = False) -> None:
        self._base = start
        self._ticking = ticking
        self._since = time.monotonic()

    def now(self) -> datetime:
        """Return the twin's present."""
        passed = time.monotonic() - self._since if self._ticking else 0.0
        return self._base + timedelta(seconds=passed)

    def move_to(self, instant: datetime) -> None:
        """Go forward to `instant`; there is no way back."""
        if instant > self.now():
            self.reset_to(instant)

    def reset_to(self, instant: datetime) -> None:
        """Be at `instant`, wherever that lies: for a twin whose whole state goes there."""
        self._base, self._since = instant, time.monotonic()
