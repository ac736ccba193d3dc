"""When something is wanted, in either language."""

from crm.core.calendar import NoOpenHoursError
from crm.im.folding import Folded
from crm.im.instructions import due_chinese, due_english
from crm.im.instructions.model import Due, Problem
from crm.im.instructions.moments import Here


def find(text: str, here: Here) -> Due | Problem | None:
    """Return the time that a text sets as a limit; a problem where that has passed or is none; None without one.

    Where a text sets several, the first in it counts; of two readings of one place, the longer.
    """
    folded = Folded(text)
    found = [*due_chinese.readings(folded.text), *due_english.readings(folded.text)]
    reading = min(found, key=lambda each: (each.start, -each.end), default=None)
    if reading is None:
        return None
    start, end = folded.span(reading.start, reading.end)
    written = text[start:end]
    try:
        at = reading.resolve(here)
    except (ValueError, OverflowError, NoOpenHoursError):
        return Problem(code="due_unreadable", written=written)
    if at <= here.now:
        return Problem(code="due_past", written=written)
    return Due(at=at, written=written, start=start, end=end)
